import { encodeText } from "../base/bytes.ts";
import { upperCase } from "../protocol/service/upper.ts";
import { count } from "../base/numbers.ts";
import { writeAll } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { failureIn } from "../stage/failure_in.ts";
import { connectPair, type Pair } from "../stage/pair.ts";
import { receiveBytes, sendText, textOf } from "./programs.ts";
import { bytesOf, callsOf } from "./seen.ts";
import type { Text } from "../base/text.ts";

const lines = ["first, ", "second"];
const mostBytes = 1000;

/** One side ends its sending and still receives. */
export const halfClose: Lesson = {
  title: {
    en: "A client ends its sending (half-close) and still receives the answer.",
    ko: "클라이언트는 전송을 끝낸 뒤에도(절반 닫기) 응답을 수신합니다.",
  },
  page: "half-close",
  parts: [sendLastAndReceive],
};

async function sendLastAndReceive(stage: Stage): Promise<Text[] | undefined> {
  const { say } = stage;
  await say({
    en: "A client connects, and the server accepts.",
    ko: "클라이언트가 연결을 요청하고 서버가 수락합니다.",
  });
  const pair = await connectPair(stage);
  await say({
    en: "The client sends two pieces of text. The server answers only when it has received all of it.",
    ko: "클라이언트가 글을 두 번에 나누어 전송합니다. 서버는 전부 수신한 다음에 응답합니다.",
  });
  const { accepted, connected } = pair;
  for (const line of lines) await sendText(connected, line);
  await say({
    en:
      "The client shuts down its sending side. That tells the server that nothing more will come. Then the client tries to send again, which can no longer work.",
    ko:
      "클라이언트가 전송하는 쪽만 닫습니다(shutdown). 이것으로 서버는 더 올 것이 없음을 압니다. 그다음 클라이언트가 다시 전송을 시도하지만, 이제는 할 수 없습니다.",
  });
  await connected.closeWrite();
  const failure = await failureIn(connected.write(encodeText("more")));
  await say({
    en: "The server receives until the end and sends its answer over the same connection.",
    ko: "서버가 끝까지 수신하고 같은 연결로 응답을 전송합니다.",
  });
  const received = await receiveBytes(accepted, mostBytes);
  await writeAll(accepted, upperCase(received));
  await say({
    en: "The server closes. The client receives the answer, and then the end (FIN).",
    ko: "서버가 닫습니다. 클라이언트는 응답을 수신하고, 이어서 정상 종료(FIN)를 수신합니다.",
  });
  accepted.close();
  const answer = textOf(await receiveBytes(connected, mostBytes));
  connected.close();
  if (failure === undefined || answer !== lines.join("").toUpperCase()) return undefined;
  return whatWasSeen(stage, pair, answer);
}

function whatWasSeen({ events }: Stage, { accepted, connected }: Pair, answer: string): Text[] {
  const [shutdown] = callsOf(events, "shutdown", { socket: connected.id });
  const after = events.slice(events.indexOf(shutdown!) + 1);
  const sent = bytesOf(callsOf(events, "send", { socket: connected.id }));
  const [failed] = callsOf(after, "send", { socket: connected.id });
  const back = bytesOf(callsOf(after, "recv", { socket: connected.id }));
  const ends = callsOf(events, "recv", { eof: true });
  const [serverEnd, clientEnd] = [accepted, connected].map(({ id }) => ends.find((end) => end.socket === id));
  return [
    {
      en: `The client sent ${
        count(sent, "byte")
      } and shut down its sending side. The next send failed (${failed?.failure}).`,
      ko:
        `클라이언트는 ${sent}바이트를 전송하고 전송하는 쪽을 닫았습니다. 그 뒤의 전송은 실패했습니다(${failed?.failure}).`,
    },
    {
      en: `After the shutdown the client still received ${count(back, "byte")}: "${answer}".`,
      ko: `클라이언트는 절반 닫기 뒤에도 ${back}바이트를 수신했습니다: "${answer}".`,
    },
    {
      en:
        `The two directions ended separately: the server's ${serverEnd?.socket} received the end before the server answered, ` +
        `and the client's ${clientEnd?.socket} received the end after the server had closed.`,
      ko: `두 방향은 따로 끝났습니다. 서버의 ${serverEnd?.socket} 소켓은 응답하기 전에 끝(FIN)을 수신했고, ` +
        `클라이언트의 ${clientEnd?.socket} 소켓은 서버가 닫은 뒤에 끝을 수신했습니다.`,
    },
  ];
}
