import { encodeText } from "../base/bytes.ts";
import { formatEndpoint } from "../protocol/endpoint.ts";
import { lectureTimeoutMs } from "../protocol/transport.ts";
import { count } from "../base/numbers.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import { TcpClient } from "../client/tcp_client.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { answerInCapitals, textOf } from "./programs.ts";
import { bytesOf, callsOf, portOf, tookMs } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { particleAfter } from "../base/korean.ts";
import { milliseconds, sameInAll, type Text } from "../base/text.ts";
import { outlasts } from "../stage/wait.ts";

const sentences = ["hello", "straße와 소켓: größer", "goodbye"];
const blockedMs = 300;

/** The whole life of a TCP connection, from socket to close. */
export const tcp: Lesson = {
  title: {
    en: "Follow one TCP connection from socket to close.",
    ko: "TCP 연결 하나를 소켓을 만들 때부터 닫을 때까지 따라갑니다.",
  },
  page: "socket",
  parts: [fromSocketToClose],
};

async function fromSocketToClose(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      "The server makes a socket, binds it to a port and listens. This is the listening socket: it never carries data.",
    ko:
      "서버가 소켓을 만들고, 포트에 바인드하고, 연결 요청을 기다리는 상태로 둡니다(listen). 이것이 서버 소켓(대기용)입니다. 이 소켓으로는 데이터가 오가지 않습니다.",
  });
  const listener = await server.listen();
  await say({
    en: "The server calls accept. No client has connected yet, so accept blocks.",
    ko: "서버가 accept를 호출합니다. 아직 연결을 요청한 클라이언트가 없으므로 accept는 대기합니다(block).",
  });
  const accepting = listener.accept();
  if (!await outlasts(accepting, blockedMs, stage)) return undefined;
  await say({
    en:
      "Now a client makes a socket and connects; the system chooses the client's port. The server's accept returns a second socket, which is for this connection only.",
    ko:
      "이제 클라이언트가 소켓을 만들어 연결을 요청합니다(connect). 클라이언트의 포트 번호는 시스템이 고릅니다. 서버의 accept는 두 번째 소켓, 곧 이 연결만을 위한 연결 소켓(클라이언트 전용)을 돌려줍니다.",
  });
  const connected = await client.connect(listener.local);
  const accepted = await accepting;
  await say({
    en:
      "The server closes the listening socket. No other client can connect now, but this connection has its own socket and stays open. A server that wants more clients keeps its listening socket open and closes the connection's socket first.",
    ko:
      "서버가 서버 소켓(대기용)을 닫습니다. 이제 다른 클라이언트는 연결할 수 없지만, 이 연결에는 따로 소켓이 있으므로 그대로 열려 있습니다. 클라이언트를 더 받으려는 서버는 서버 소켓을 열어 두고 연결 소켓을 먼저 닫습니다.",
  });
  listener.close();
  const serving = begun(answerInCapitals(accepted));
  const replies = await talk(connected, stage);
  await serving;
  return replies && whatWasSeen(stage, { listener, accepted, connected, replies });
}

/** @returns The replies, when all came and are right. */
async function talk(connection: TcpConnection, { clock, say, note }: Stage): Promise<string[] | undefined> {
  const client = new TcpClient(connection, {
    clock,
    framing: "raw",
    expectation: "upper",
    timeoutMs: lectureTimeoutMs,
    report: () => {},
  });
  const replies: string[] = [];
  for (const sentence of sentences) {
    await say({
      en: `The client sends "${sentence}" and waits for the reply.`,
      ko: `클라이언트가 "${sentence}"${particleAfter(sentence, "을")} 전송하고 응답을 기다립니다.`,
    });
    const outcome = await client.exchange(encodeText(sentence));
    if (outcome.kind !== "reply" || !outcome.matches) return undefined;
    const reply = textOf(outcome.bytes);
    note(lectureReply(reply, outcome.rttMs));
    replies.push(reply);
  }
  await say({
    en:
      "The client closes. The server receives 0 bytes, which means the end (FIN). Then it closes the connection's socket too.",
    ko:
      "클라이언트가 소켓을 닫습니다. 서버는 0바이트를 수신하는데, 이것은 정상 종료(FIN)를 뜻합니다. 그래서 서버도 연결 소켓을 닫습니다.",
  });
  client.close();
  return replies;
}

function whatWasSeen(
  { events }: Stage,
  { listener, accepted, connected, replies }: {
    listener: TcpListener;
    accepted: TcpConnection;
    connected: TcpConnection;
    replies: string[];
  },
): Text[] {
  const [accept] = callsOf(events, "accept");
  const waited = milliseconds(tookMs(accept));
  const sends = callsOf(events, "send", { side: "client" });
  const [listenerClosed] = callsOf(events, "close", { socket: listener.id });
  const after = sends.filter((event) => events.indexOf(event) > events.indexOf(listenerClosed!)).length;
  const bytes = bytesOf(sends);
  const back = bytesOf(callsOf(events, "recv", { side: "client" }));
  const serverPort = portOf(formatEndpoint(accepted.local));
  const clientPort = portOf(accept?.peer);
  return [
    {
      en: `accept blocked for ${waited} until the client connected.`,
      ko: `accept는 클라이언트가 연결을 요청할 때까지 ${waited} 동안 대기했습니다.`,
    },
    {
      en:
        `The server had two sockets: ${listener.id} for listening and ${accept?.accepted} for the connection, both with port ${serverPort}. The client's socket ${connected.id} had port ${clientPort}, which the system chose.`,
      ko:
        `서버의 소켓은 두 개였습니다. 서버 소켓(대기용) ${listener.id}, 연결 소켓 ${accept?.accepted} 모두 포트 번호는 ${serverPort}입니다. 클라이언트 소켓 ${connected.id}의 포트 번호는 시스템이 고른 ${clientPort}입니다.`,
    },
    {
      en: `The server closed ${listener.id} first; ${
        count(after, "sentence")
      } still went over the connection after that.`,
      ko: `서버가 ${listener.id} 소켓을 먼저 닫았고, 그 뒤에도 이 연결로 ${after}개의 문장이 오갔습니다.`,
    },
    {
      en: `The client sent ${count(bytes, "byte")} and received ${back} in capitals: ${quoted(replies)}.`,
      ko: `클라이언트는 ${bytes}바이트를 전송하고 대문자로 ${back}바이트를 수신했습니다: ${quoted(replies)}.`,
    },
  ];
}

/** The lecture's own line, the same in every language. */
function lectureReply(reply: string, rttMs: number): Text {
  return sameInAll(`Reply from server: ${reply}    Response time: ${rttMs.toFixed(3)} ms`);
}

function quoted(texts: readonly string[]): string {
  return texts.map((text) => `"${text}"`).join(", ");
}
