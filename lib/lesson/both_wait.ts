import type { TcpConnection } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { lectureBufferBytes, sendText, textOf } from "./programs.ts";
import { callsOf, tookMs } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { particleAfter, withParticle } from "../base/korean.ts";
import { milliseconds, type Text } from "../base/text.ts";
import { outlasts } from "../stage/wait.ts";

const silenceMs = 400;
const timeoutMs = 600;

/** Two programs, each of which waits for the other one to send. */
export const bothWait: Lesson = {
  title: {
    en: "When both sides wait to receive, nothing happens until a time limit ends the wait.",
    ko: "양쪽이 모두 수신을 기다리면 시간제한이 대기를 끝낼 때까지 아무 일도 일어나지 않습니다.",
  },
  page: "blocking",
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
      "The server expects the client to send first, so it calls recv. The client expects a greeting from the server, so it calls recv too. The network works, but nothing will ever happen.",
    ko:
      "서버는 클라이언트가 먼저 전송할 것으로 알고 recv를 호출합니다. 클라이언트도 서버가 먼저 인사할 것으로 알고 recv를 호출합니다. 네트워크에는 아무 문제가 없지만, 언제까지나 아무 일도 일어나지 않습니다.",
  });
  const before = stage.events.length;
  const serverReceives = begun(receive(accepted));
  const clientReceives = begun(receive(connected));
  if (!await outlasts(Promise.race([serverReceives, clientReceives]), silenceMs, stage)) return undefined;
  const callsMeanwhile = stage.events.length - before;
  note({
    en: `After ${milliseconds(silenceMs)} neither recv has returned.`,
    ko: `${milliseconds(silenceMs)} 동안 어느 쪽의 recv도 끝나지 않았습니다.`,
  });
  await say({
    en:
      "The client has a time limit, and gives up its recv when that passes. This does not solve the problem, but the program can act again: it can close, or send first.",
    ko:
      "클라이언트에는 시간제한이 있어서, 그 시간이 지나면 recv를 포기합니다. 문제가 풀리지는 않지만 프로그램이 다시 움직일 수 있어서, 닫거나 먼저 전송할 수 있습니다.",
  });
  const isTimeout = await outlasts(clientReceives, timeoutMs - silenceMs, stage);
  if (isTimeout) connected.giveUp?.({ deadlineMs: timeoutMs });
  await say({
    en: "This client sends first, and calls recv again. Now the other side replies, and no recv waits long.",
    ko:
      "이 클라이언트는 먼저 전송하고 recv를 다시 호출합니다. 이제 상대측이 응답하므로 어느 쪽의 recv도 오래 기다리지 않습니다.",
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
  const [givenUp] = callsOf(events, "recv", { socket: connected.id, failure: "timeout" });
  const [serverWaited, clientWaited] = [serverReceived, givenUp].map((event) => milliseconds(tookMs(event)));
  const timeout = milliseconds(timeoutMs);
  return [
    {
      en:
        `The server's recv took ${serverWaited}: it ended only when the client sent. The client gave up its first recv after ${clientWaited}.`,
      ko:
        `서버의 recv에는 ${serverWaited} 걸렸습니다. 클라이언트가 전송하고 나서야 끝났습니다. 클라이언트는 첫 recv를 ${clientWaited} 만에 포기했습니다.`,
    },
    {
      en:
        `The client's time limit of ${timeout} passed, so it sent first; without a time limit it would still be waiting. Its next recv returned the answer "${answer}".`,
      ko: `클라이언트는 제한 시간 ${
        withParticle(timeout, "이")
      } 지나자 먼저 전송했습니다. 시간제한이 없었다면 지금도 기다리고 있을 것입니다. 다음 recv가 응답 "${answer}"${
        particleAfter(answer, "을")
      } 돌려주었습니다.`,
    },
  ];
}
