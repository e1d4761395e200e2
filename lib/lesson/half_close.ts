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

const lines = ["first line, ", "second line"];
const mostBytes = 1000;

/** One side has sent its last, and still receives. */
export const halfClose: Lesson = {
  title: {
    en: "half-close: one side has sent its last and still receives",
    ko: "절반 닫기: 한쪽이 전송을 마치고도 계속 수신한다",
  },
  parts: [sendLastAndReceive],
};

async function sendLastAndReceive(stage: Stage): Promise<Text[] | undefined> {
  const { say } = stage;
  await say({
    en: "A client connects and sends two pieces of text. The server wants all of it before it answers.",
    ko: "클라이언트가 연결을 요청하고 글 두 토막을 전송합니다. 서버는 전부 받은 다음에 답하려고 합니다.",
  });
  const pair = await connectPair(stage);
  const { accepted, connected } = pair;
  for (const line of lines) await sendText(connected, line);
  await say({
    en:
      "The client shuts down its sending side: that is the sign that all was sent. It cannot send any more now, and tries to.",
    ko:
      "클라이언트가 전송하는 쪽만 닫습니다(shutdown). 이것이 전송을 마쳤다는 표시입니다. 이제 더는 전송할 수 없는데, 시도해 봅니다.",
  });
  await connected.closeWrite();
  const failure = await failureIn(connected.write(encodeText("more")));
  await say({
    en: "The server receives until the end and answers all of it, over the same connection.",
    ko: "서버가 끝까지 수신하고 같은 연결로 전부에 답합니다.",
  });
  const received = await receiveBytes(accepted, mostBytes);
  await writeAll(accepted, upperCase(received));
  await say({
    en: "The server closes. The client receives the answer, and then the end.",
    ko: "서버가 닫습니다. 클라이언트는 응답을 수신하고, 이어서 끝을 수신합니다.",
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
      } and shut down its sending side. Another send failed (${failed?.failure}).`,
      ko:
        `클라이언트는 ${sent}바이트를 전송하고 전송하는 쪽을 닫았습니다. 그 뒤의 전송은 실패했습니다(${failed?.failure}).`,
    },
    {
      en: `After the shutdown it still received ${count(back, "byte")}: "${answer}".`,
      ko: `절반 닫기 뒤에도 ${back}바이트를 수신했습니다: "${answer}".`,
    },
    {
      en:
        `Each direction ended by itself: ${serverEnd?.socket} of the server received the end before it answered, ` +
        `${clientEnd?.socket} of the client when the server had closed.`,
      ko: `두 방향은 따로 끝났습니다. 서버의 ${serverEnd?.socket} 소켓은 답하기 전에 끝을 수신했고, ` +
        `클라이언트의 ${clientEnd?.socket} 소켓은 서버가 닫은 뒤에 수신했습니다.`,
    },
  ];
}
