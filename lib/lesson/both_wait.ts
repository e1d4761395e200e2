import type { TcpConnection } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { lectureBufferBytes, sendText, textOf } from "./programs.ts";
import { callsOf, tookMs } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { milliseconds, type Text } from "../base/text.ts";
import { outlasts } from "../stage/wait.ts";

const silenceMs = 400;
const timeoutMs = 600;

/** Two programs that both wait for the other one to speak. */
export const bothWait: Lesson = {
  title: {
    en: "both sides wait in a receive, and what a timeout is for",
    ko: "양쪽이 모두 수신을 기다릴 때, 그리고 응답 대기 시간이 필요한 까닭",
  },
  parts: [bothReceive],
};

async function bothReceive(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say, note } = stage;
  await say({
    en: "A client connects, and the server accepts.",
    ko: "클라이언트가 연결을 요청하고 서버가 수락합니다.",
  });
  const listener = await server.listen();
  const accepting = listener.accept();
  const connected = await client.connect(listener.local);
  const accepted = await accepting;
  await say({
    en:
      "The server believes that the client speaks first, and receives. The client believes that the server greets it, and receives too. Nothing is wrong with the network, and nothing will ever happen.",
    ko:
      "서버는 클라이언트가 먼저 말할 것으로 알고 수신을 기다립니다. 클라이언트도 서버가 먼저 인사할 것으로 알고 수신을 기다립니다. 네트워크에는 아무 문제가 없지만, 언제까지나 아무 일도 일어나지 않습니다.",
  });
  const before = stage.events.length;
  const serverReceives = begun(receive(accepted));
  const clientReceives = begun(receive(connected));
  if (!await outlasts(Promise.race([serverReceives, clientReceives]), silenceMs, stage)) return undefined;
  const callsMeanwhile = stage.events.length - before;
  note({
    en: `${milliseconds(silenceMs)} went by. Neither receive came back.`,
    ko: `${milliseconds(silenceMs)} 동안 어느 쪽의 수신도 끝나지 않았습니다.`,
  });
  await say({
    en:
      "The client has a timeout. It does not end the receive and it mends nothing: it gives the program its turn back, to give up, to close, or to speak.",
    ko:
      "클라이언트에는 응답 대기 시간이 정해져 있습니다. 시간이 초과되어도 수신이 끝나거나 문제가 풀리는 것은 아닙니다. 다만 프로그램이 다시 움직일 수 있게 되어, 포기하거나 닫거나 먼저 말할 수 있습니다.",
  });
  const isTimeout = await outlasts(clientReceives, timeoutMs - silenceMs, stage);
  await say({
    en: "This client speaks. Both receives come back at once.",
    ko: "이 클라이언트는 먼저 말합니다. 양쪽의 수신이 바로 끝납니다.",
  });
  await sendText(connected, "hello");
  const heard = await serverReceives;
  await sendText(accepted, heard.toUpperCase());
  const answer = await clientReceives;
  [connected, accepted, listener].forEach((socket) => socket.close());
  if (!isTimeout || callsMeanwhile !== 0 || answer !== "HELLO") return undefined;
  return whatWasSeen(stage, accepted, connected, answer);
}

async function receive(connection: TcpConnection): Promise<string> {
  const buffer = new Uint8Array(lectureBufferBytes);
  return textOf(buffer.subarray(0, await connection.read(buffer) ?? 0));
}

function whatWasSeen(
  { events }: Stage,
  accepted: TcpConnection,
  connected: TcpConnection,
  answer: string,
): Text[] {
  const [serverReceived] = callsOf(events, "recv", { socket: accepted.id });
  const [clientReceived] = callsOf(events, "recv", { socket: connected.id });
  const [serverWaited, clientWaited] = [serverReceived, clientReceived].map((event) =>
    milliseconds(tookMs(event))
  );
  const timeout = milliseconds(timeoutMs);
  return [
    {
      en:
        `The server's receive took ${serverWaited} and the client's ${clientWaited}: neither ended before somebody sent.`,
      ko:
        `서버의 수신은 ${serverWaited}, 클라이언트의 수신은 ${clientWaited} 걸렸습니다. 누군가 전송하기 전에는 어느 쪽도 끝나지 않았습니다.`,
    },
    {
      en:
        `After its timeout of ${timeout} the client spoke first; without one it would be waiting still. The answer, "${answer}", came to the very receive that had waited.`,
      ko:
        `클라이언트는 응답 대기 시간 ${timeout} 만큼이 지나자 먼저 말했습니다. 응답 대기 시간이 없었다면 지금도 기다리고 있을 것입니다. 응답 "${answer}"는 그때까지 기다리던 바로 그 수신으로 왔습니다.`,
    },
  ];
}
