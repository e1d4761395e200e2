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
/** How many sends are tried after the other side has closed: the first ones may succeed. */
const mostSends = 10;

/** What a side receives after an orderly end and after a reset, from either side. */
export const whoCloses: Lesson = {
  title: {
    en: "After a FIN the receive ends without data; after an RST it fails.",
    ko: "FIN이 오면 데이터 없이 수신이 끝나고, RST가 오면 수신이 실패합니다.",
  },
  page: "reset",
  parts: [clientCloses, serverCloses, clientResets, serverResets],
};

async function clientCloses(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "A client connects, and the server accepts.",
    ko: "클라이언트가 연결을 요청하고 서버가 수락합니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  await stage.say({
    en: "The client closes first. It has received everything, so its system sends a FIN.",
    ko: "클라이언트가 먼저 닫습니다. 수신하지 않은 데이터가 없으므로 클라이언트의 시스템은 FIN을 보냅니다.",
  });
  connected.close();
  const end = await receiveToEnd(accepted);
  accepted.close();
  const [received] = callsOf(stage.events, "recv", { socket: accepted.id });
  if (end !== "end" || !received?.eof) return undefined;
  return {
    en:
      `FIN from the client: the server's receive returned ${received.bytes} bytes, which is the end, not an error.`,
    ko:
      `클라이언트의 FIN: 서버의 수신 결과는 ${received.bytes}바이트였습니다. 오류가 아니라 정상 종료라는 뜻입니다.`,
  };
}

async function serverCloses(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "The server closes first. The client receives the end, but sends anyway.",
    ko: "서버가 먼저 닫습니다. 클라이언트는 끝(FIN)을 수신하고도 전송해 봅니다.",
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
    en: `FIN from the server: the client received the end. ${count(ok.length, "send")} of ${
      bytesOf(ok)
    } bytes still succeeded, although no program could receive them; the next send failed (${
      failed[0]!.failure
    }).`,
    ko: `서버의 FIN: 클라이언트가 끝을 수신했습니다. 수신할 프로그램이 없는데도 전송 ${ok.length}번(${
      bytesOf(ok)
    }바이트)은 성공했고, 그다음 전송은 실패했습니다(${failed[0]!.failure}).`,
  };
}

async function clientResets(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "A client connects, and the server sends it a message.",
    ko: "클라이언트가 연결하고, 서버가 메시지를 전송합니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  await sendText(accepted, "stop");
  await untilArrived(stage);
  await stage.say({
    en:
      "The client sends a large file that does not fit into the systems' buffers. Then it closes, although it has not received what the server sent. The client's system throws away the data that is still unsent, and sends an RST.",
    ko:
      "클라이언트가 시스템의 버퍼에 다 들어가지 않을 만큼 큰 파일을 전송합니다. 그리고 서버가 보낸 데이터를 수신하지 않은 채 닫습니다. 클라이언트의 시스템은 아직 보내지 못한 데이터를 버리고 RST를 보냅니다.",
  });
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
      `RST from the client: its send of ${all} bytes had succeeded, but the server received ${some} bytes and then its receive failed (${end}). ${lost} bytes never arrived.`,
    ko:
      `클라이언트의 RST: ${all}바이트의 전송은 성공했지만, 서버가 ${some}바이트를 수신한 뒤 수신이 실패했습니다(${end}). ${lost}바이트는 도착하지 않았습니다.`,
  };
}

async function serverResets(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en:
      "A client connects and sends, but the server program ends before it accepts the connection. The server's system sends an RST.",
    ko:
      "클라이언트가 연결하여 전송하지만, 서버 프로그램이 그 연결을 수락하기 전에 끝납니다. 서버의 시스템은 RST를 보냅니다.",
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
    en: `RST from the server: the client connected and sent ${
      count(sent, "byte")
    }, but no program received them; the client's receive failed (${end}).`,
    ko:
      `서버의 RST: 클라이언트는 연결하여 ${sent}바이트를 전송했지만 그것을 수신한 프로그램은 없습니다. 클라이언트의 수신은 실패했습니다(${end}).`,
  };
}

/** Receives until the end. @returns `end`, or the failure with which it ended. */
async function receiveToEnd(connection: TcpConnection): Promise<string> {
  const buffer = new Uint8Array(65_536);
  const receiving = async (): Promise<void> => {
    while (await connection.read(buffer) !== null);
  };
  return (await failureIn(receiving()))?.kind ?? "end";
}
