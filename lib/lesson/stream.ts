import { encodeText } from "../base/bytes.ts";
import { count, groupThousands } from "../base/numbers.ts";
import { services } from "../protocol/service/services.ts";
import { writeAll } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { connectPair } from "../stage/pair.ts";
import { lectureBufferBytes, sendText, textOf } from "./programs.ts";
import { bytesOf, callsOf } from "./seen.ts";
import { begun } from "../stage/party.ts";
import { particleAfter } from "../base/korean.ts";
import type { Text } from "../base/text.ts";
import { untilArrived } from "../stage/wait.ts";

const messages = ["hello", "world"];
/** More than a receiving system keeps ready at first. */
const largeBytes = 262_144;
const sentence = "소켓 Maß";
/** Cuts the sentence in the middle of 켓 and in the middle of ß. */
const smallBufferBytes = 5;

/** TCP carries bytes in order, but does not show where a message ends. */
export const stream: Lesson = {
  title: {
    en: "TCP is a byte stream: one send is not one receive.",
    ko: "TCP는 바이트 스트림이라 전송 한 번이 수신 한 번은 아닙니다.",
  },
  page: "byte-stream",
  parts: [twoSendsOneReceive, oneSendManyReceives, cutCharacters, framedMessages],
};

/** Connects, says `announcement`, sends messages one by one, then receives once. */
async function sendAndReceiveOnce(stage: Stage, texts: readonly string[], announcement: Text) {
  const { accepted, connected } = await connectPair(stage);
  await stage.say(announcement);
  for (const text of texts) await sendText(connected, text);
  await untilArrived(stage);
  const buffer = new Uint8Array(lectureBufferBytes);
  const size = await accepted.read(buffer) ?? 0;
  [connected, accepted].forEach((socket) => socket.close());
  return {
    sends: callsOf(stage.events, "send", { socket: connected.id }),
    receives: callsOf(stage.events, "recv", { socket: accepted.id }),
    text: textOf(buffer.subarray(0, size)),
  };
}

async function twoSendsOneReceive(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en: "A client connects to a server, and the server accepts.",
    ko: "클라이언트가 서버에 연결을 요청하고 서버가 수락합니다.",
  });
  const { sends, receives, text } = await sendAndReceiveOnce(stage, messages, {
    en: `The client sends "${messages.join('", then "')}". After that the server calls recv once.`,
    ko: `클라이언트가 "${messages.join('"에 이어 "')}"${
      particleAfter(messages.at(-1)!, "을")
    } 전송합니다. 그다음 서버가 recv를 한 번 호출합니다.`,
  });
  if (sends.length !== messages.length || receives.length !== 1 || bytesOf(receives) !== bytesOf(sends)) {
    return undefined;
  }
  return {
    en: `${count(sends.length, "send")} arrived in ${count(receives.length, "receive")} of ${
      bytesOf(receives)
    } bytes: "${text}".`,
    ko: `전송 ${sends.length}번이 ${
      bytesOf(receives)
    }바이트의 수신 ${receives.length}번으로 도착했습니다: "${text}".`,
  };
}

async function oneSendManyReceives(stage: Stage): Promise<Text | undefined> {
  const size = groupThousands(largeBytes);
  await stage.say({
    en: `The client sends ${size} bytes in one call. The server's buffer has room for all of them.`,
    ko: `클라이언트가 ${size}바이트를 한 번에 전송합니다. 서버의 버퍼에는 이것이 모두 들어갑니다.`,
  });
  const { accepted, connected } = await connectPair(stage);
  const sending = begun(writeAll(connected, new Uint8Array(largeBytes)));
  const buffer = new Uint8Array(largeBytes);
  for (let received = 0; received < largeBytes;) {
    const more = await accepted.read(buffer);
    if (more === null) return undefined;
    received += more;
  }
  await sending;
  [connected, accepted].forEach((socket) => socket.close());
  const sends = callsOf(stage.events, "send", { socket: connected.id });
  const receives = callsOf(stage.events, "recv", { socket: accepted.id });
  if (receives.length <= sends.length) return undefined;
  const pieces = receives.map(({ bytes = 0 }) => groupThousands(bytes)).join(" + ");
  return {
    en: `${count(sends.length, "send")} of ${size} bytes arrived in ${
      count(receives.length, "receive")
    }: ${pieces}.`,
    ko:
      `${size}바이트의 전송 ${sends.length}번이 수신 ${receives.length}번으로 나뉘어 도착했습니다: ${pieces}.`,
  };
}

async function cutCharacters(stage: Stage): Promise<Text | undefined> {
  const bytes = encodeText(sentence);
  await stage.say({
    en:
      `The client sends "${sentence}", which is ${bytes.length} bytes in UTF-8: 3 for each Korean character, 2 for ß. The server receives at most ${smallBufferBytes} bytes at a time.`,
    ko: `클라이언트가 "${sentence}"${
      particleAfter(sentence, "을")
    } 전송합니다. UTF-8로 ${bytes.length}바이트이며 한글은 한 글자에 3바이트, ß는 2바이트입니다. 서버는 한 번에 ${smallBufferBytes}바이트까지만 수신합니다.`,
  });
  const { accepted, connected } = await connectPair(stage);
  await writeAll(connected, bytes);
  connected.close();
  const capitals = services.upper.start();
  const buffer = new Uint8Array(smallBufferBytes);
  const naive: string[] = [];
  let whole = "";
  for (let size = await accepted.read(buffer); size !== null; size = await accepted.read(buffer)) {
    naive.push(textOf(buffer.subarray(0, size)).toUpperCase());
    whole += textOf(capitals.push(buffer.slice(0, size)));
  }
  accepted.close();
  const sizes = callsOf(stage.events, "recv", { socket: accepted.id, bytes: smallBufferBytes }).length;
  if (sizes < 2 || !naive.some((text) => text.includes("\ufffd")) || whole !== sentence.toUpperCase()) {
    return undefined;
  }
  const pieces = naive.map((text) => `"${text}"`).join(" + ");
  return {
    en:
      `A program that converts each receive separately gets ${pieces}: characters were cut. A program that waits until a character is complete gets "${whole}".`,
    ko:
      `수신할 때마다 따로 대문자로 바꾸면 글자가 중간에서 끊겨 ${pieces}처럼 됩니다. 글자가 완전해질 때까지 기다렸다가 바꾸면 "${whole}"${
        particleAfter(whole, "이")
      } 됩니다.`,
  };
}

async function framedMessages(stage: Stage): Promise<Text | undefined> {
  await stage.say({
    en:
      "So messages on a stream need framing: a mark at the end, or a length at the start. A client connects again.",
    ko:
      "그래서 스트림에서는 메시지의 경계를 표시해야 합니다. 끝에 표시를 붙이거나 앞에 길이를 적습니다. 클라이언트가 다시 연결합니다.",
  });
  const framed = messages.map((line) => `${line}\n`);
  const { sends, receives, text } = await sendAndReceiveOnce(stage, framed, {
    en: "The client sends both messages again, each with a newline at its end.",
    ko: "클라이언트가 두 메시지를 다시, 이번에는 끝에 줄바꿈을 붙여 전송합니다.",
  });
  const lines = text.split("\n").slice(0, -1);
  if (lines.length !== sends.length) return undefined;
  const found = lines.map((line) => `"${line}"`).join(", ");
  return {
    en: `With a newline after each message, the server found ${count(lines.length, "message")} in ${
      count(receives.length, "receive")
    }: ${found}.`,
    ko:
      `메시지마다 줄바꿈을 붙이니 수신 ${receives.length}번에서 메시지 ${lines.length}개를 가려낼 수 있었습니다: ${found}.`,
  };
}
