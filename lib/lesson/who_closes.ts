import { count, groupThousands } from "../base/numbers.ts";
import type { TcpConnection } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { failureIn } from "../stage/failure_in.ts";
import { connectPair } from "../stage/pair.ts";
import { sendText } from "./programs.ts";
import { bytesOf, callsOf } from "./seen.ts";
import type { Text } from "../base/text.ts";
import { untilArrived } from "../stage/wait.ts";

/** More than the systems of both sides hold for a connection between them. */
const largeBytes = 16_777_216;
/** So many sends are tried after the other side has closed: the first ones may succeed. */
const mostSends = 10;

/** What is received after an orderly end and after a reset, whichever side it comes from. */
export const whoCloses: Lesson = {
  title: {
    en: "who closes first: an empty receive after FIN, an error after RST",
    ko: "누가 먼저 닫는가: FIN 뒤에는 빈 수신, RST 뒤에는 오류",
  },
  parts: [clientCloses, serverCloses, clientResets, serverResets],
};

async function clientCloses(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "The client closes first, and everything was received: its system sends FIN.",
    ko: "클라이언트가 먼저 닫습니다. 남은 데이터가 없으므로 클라이언트의 시스템은 FIN을 보냅니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  connected.close();
  const end = await receiveToEnd(accepted);
  accepted.close();
  const [received] = callsOf(stage.events, "recv", { socket: accepted.id });
  if (end !== "end" || !received?.eof) return undefined;
  return {
    en:
      `FIN from the client: the server's receive gave ${received.bytes} bytes, which is the end and no error.`,
    ko:
      `클라이언트의 FIN: 서버의 수신 결과는 ${received.bytes}바이트였습니다. 오류가 아니라 정상 종료라는 뜻입니다.`,
  };
}

async function serverCloses(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "The server closes first. The client receives the end and sends all the same.",
    ko: "서버가 먼저 닫습니다. 클라이언트는 끝을 수신하고도 전송을 해 봅니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  accepted.close();
  const end = await receiveToEnd(connected);
  for (let number = 0; number < mostSends; number++) {
    if (await failureIn(sendText(connected, "hello")) !== undefined) break;
    await untilArrived(stage);
  }
  connected.close();
  const sends = callsOf(stage.events, "send", { socket: connected.id });
  const [ok, failed] = [sends.filter(({ failure }) => !failure), sends.filter(({ failure }) => failure)];
  if (end !== "end" || ok.length === 0 || failed.length === 0) return undefined;
  return {
    en: `FIN from the server: the client's receive gave the end. ${count(ok.length, "send")} of ${
      bytesOf(ok)
    } bytes still succeeded, with nobody there to receive; the next failed (${failed[0]!.failure}).`,
    ko: `서버의 FIN: 클라이언트가 끝을 수신했습니다. 받을 프로그램이 없는데도 전송 ${ok.length}번(${
      bytesOf(ok)
    }바이트)은 성공했고, 그다음 전송은 실패했습니다(${failed[0]!.failure}).`,
  };
}

async function clientResets(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en:
      "The client sends a large file, more than fits into the systems' buffers, and closes although it has not received what the server sent it. Its system throws away what was still to be sent and sends RST.",
    ko:
      "클라이언트가 시스템의 버퍼에 다 들어가지 않을 만큼 큰 파일을 전송하고, 서버가 보낸 것을 수신하지 않은 채 닫습니다. 클라이언트의 시스템은 아직 보내지 못한 데이터를 버리고 RST를 보냅니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  await sendText(accepted, "stop");
  await untilArrived(stage);
  // Once only: a send that had to wait would keep the socket from being closed.
  await connected.write(new Uint8Array(largeBytes));
  connected.close();
  const end = await receiveToEnd(accepted);
  accepted.close();
  const sent = bytesOf(callsOf(stage.events, "send", { socket: connected.id }));
  const received = bytesOf(callsOf(stage.events, "recv", { socket: accepted.id }));
  if (end !== "reset" || received >= sent) return undefined;
  const [all, some, lost] = [sent, received, sent - received].map(groupThousands);
  return {
    en:
      `RST from the client: its send of ${all} bytes had succeeded, but the server received ${some} and then an error (${end}). ${lost} bytes that were sent were never delivered.`,
    ko:
      `클라이언트의 RST: ${all}바이트의 전송은 성공했지만 서버는 ${some}바이트를 수신한 뒤 오류(${end})를 만났습니다. 전송된 ${lost}바이트는 전달되지 않았습니다.`,
  };
}

async function serverResets(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en:
      "A client connects and sends, and the server program ends before it has accepted it. The server's system sends RST.",
    ko:
      "클라이언트가 연결하여 전송했는데, 서버 프로그램이 그 연결을 수락하기 전에 끝납니다. 서버의 시스템은 RST를 보냅니다.",
  });
  const listener = await stage.server.listen();
  const connected = await stage.client.connect(listener.local);
  await sendText(connected, "hello");
  await untilArrived(stage);
  listener.close();
  const end = await receiveToEnd(connected);
  connected.close();
  const sent = bytesOf(callsOf(stage.events, "send", { socket: connected.id }));
  if (end !== "reset") return undefined;
  return {
    en: `RST from the server: the client could connect and send ${
      count(sent, "byte")
    }, which no program ever received; its receive failed (${end}).`,
    ko:
      `서버의 RST: 클라이언트는 연결하여 ${sent}바이트를 전송할 수 있었지만 그것을 수신한 프로그램은 없습니다. 클라이언트의 수신은 실패했습니다(${end}).`,
  };
}

/** Receives until nothing more comes, and gives how that showed. */
async function receiveToEnd(connection: TcpConnection): Promise<string> {
  const buffer = new Uint8Array(65_536);
  const receiving = async (): Promise<void> => {
    while (await connection.read(buffer) !== null);
  };
  return (await failureIn(receiving()))?.kind ?? "end";
}
