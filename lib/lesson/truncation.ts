import { encodeText } from "../base/bytes.ts";
import { Failure } from "../protocol/failure.ts";
import { count } from "../base/numbers.ts";
import type { UdpSocket } from "../net/socket.ts";
import type { Lesson } from "./lesson.ts";
import type { Stage } from "../stage/stage.ts";
import { connectPair } from "../stage/pair.ts";
import { sendText, textOf } from "./programs.ts";
import { bytesOf, callsOf } from "./seen.ts";
import type { Text } from "../base/text.ts";

const long = "abcdefghijklmnopqrstuvwxyz0123456789";
const next = "next";
const bufferBytes = 16;

/** What happens to data that does not fit into the receive buffer: UDP loses it, TCP keeps it. */
export const truncation: Lesson = {
  title: {
    en: "When the receive buffer is too small, UDP cuts the datagram and TCP keeps the rest.",
    ko: "수신 버퍼가 작으면 UDP 데이터그램은 잘리고, TCP에서는 나머지가 남습니다.",
  },
  page: "buffer",
  parts: [overUdp, overTcp],
};

async function overUdp(stage: Stage): Promise<Text[] | undefined> {
  const { server, client, say } = stage;
  await say({
    en:
      `UDP: the client sends one datagram of ${long.length} bytes and one of ${next.length} bytes. The server's buffer holds ${bufferBytes} bytes.`,
    ko:
      `UDP: 클라이언트가 ${long.length}바이트와 ${next.length}바이트의 데이터그램을 차례로 전송합니다. 서버의 버퍼는 ${bufferBytes}바이트입니다.`,
  });
  const socket = await server.bind();
  const sender = await client.bind();
  await sender.send(encodeText(long), socket.local);
  await sender.send(encodeText(next), socket.local);
  await say({
    en: "The server receives twice.",
    ko: "서버가 두 번 수신합니다.",
  });
  const first = await receive(socket);
  const second = await receive(socket);
  [sender, socket].forEach((each) => each.close());
  return second === next ? udpFacts(stage, socket, first, second) : undefined;
}

function udpFacts(
  { events }: Stage,
  socket: UdpSocket,
  first: string | undefined,
  second: string,
): Text[] | undefined {
  const [sent] = callsOf(events, "sendto");
  const [cut] = callsOf(events, "recvfrom", { socket: socket.id });
  const after: Text = {
    en: `UDP: the next receive returned the next datagram, "${second}", not the rest of the first one.`,
    ko: `UDP: 다음 수신에서는 첫 데이터그램의 나머지가 아니라 다음 데이터그램("${second}")이 왔습니다.`,
  };
  if (first === undefined) {
    return [{
      en:
        `UDP: on this system it is an error to receive a datagram that is longer than the buffer (${cut?.failure}).`,
      ko: `UDP: 이 시스템에서는 버퍼보다 긴 데이터그램을 수신하면 오류가 납니다(${cut?.failure}).`,
    }, after];
  }
  if (!cut?.truncated) return undefined;
  const [kept, whole] = [cut.bytes ?? 0, sent?.bytes ?? 0];
  return [{
    en: `UDP: the server received only ${kept} of ${count(whole, "byte")} ("${first}"). The other ${
      whole - kept
    } are lost.`,
    ko: `UDP: ${whole}바이트 중 ${kept}바이트만 수신되고("${first}") 잘렸습니다. 나머지 ${
      whole - kept
    }바이트는 손실되었습니다.`,
  }, after];
}

/** @returns The text; `undefined` where the system makes an error of a datagram that is too long. */
async function receive(socket: UdpSocket): Promise<string | undefined> {
  try {
    // One more byte than wanted: systems cut silently, and only a full buffer shows it.
    const { bytes } = await socket.receive(new Uint8Array(bufferBytes + 1));
    return textOf(bytes);
  } catch (error) {
    if (error instanceof Failure) return undefined;
    throw error;
  }
}

async function overTcp(stage: Stage): Promise<Text | undefined> {
  const { say } = stage;
  await say({
    en: "TCP: a client connects, and the server accepts.",
    ko: "TCP: 클라이언트가 연결을 요청하고 서버가 수락합니다.",
  });
  const { accepted, connected } = await connectPair(stage);
  await say({
    en:
      `TCP: the client sends the same ${long.length} bytes. The server's buffer holds ${bufferBytes} bytes again.`,
    ko:
      `TCP: 클라이언트가 같은 ${long.length}바이트를 전송합니다. 서버의 버퍼는 이번에도 ${bufferBytes}바이트입니다.`,
  });
  await sendText(connected, long);
  connected.close();
  await say({
    en: "The server receives until the end.",
    ko: "서버가 끝까지 수신합니다.",
  });
  const buffer = new Uint8Array(bufferBytes);
  let text = "";
  for (let size = await accepted.read(buffer); size !== null; size = await accepted.read(buffer)) {
    text += textOf(buffer.subarray(0, size));
  }
  accepted.close();
  const sent = bytesOf(callsOf(stage.events, "send", { socket: connected.id }));
  const receives = callsOf(stage.events, "recv", { socket: accepted.id }).filter(({ eof }) => !eof);
  if (text !== long || receives.length < 2) return undefined;
  const pieces = receives.map(({ bytes }) => bytes).join(" + ");
  return {
    en: `TCP: ${count(sent, "byte")} came in ${
      count(receives.length, "receive")
    } (${pieces}). Bytes that did not fit waited for the next receive; nothing was lost.`,
    ko:
      `TCP: ${sent}바이트가 수신 ${receives.length}번에 나뉘어 왔습니다(${pieces}). 버퍼에 들어가지 않은 데이터는 다음 수신까지 남아 있었고, 손실된 것은 없습니다.`,
  };
}
