/**
 * Pages about what is sent and received: the byte stream of TCP, the datagrams of UDP, their calls, and the
 * buffers in between.
 *
 * @module
 */
import type { Concept } from "../concept.ts";

export const byteStream: Concept = {
  summary: {
    en: "the bytes that TCP carries, in order and without boundaries",
    ko: "TCP가 순서대로, 경계 없이 나르는 바이트의 흐름",
  },
  what: {
    en:
      "TCP delivers every byte once and in order, or it reports that the connection failed. It does not keep the boundaries between sends. Two sends can arrive in one recv, and one send can arrive in several.",
    ko:
      "TCP는 모든 바이트를 순서대로 한 번씩 전달하거나, 연결이 실패했다고 알려 줍니다. send와 send 사이의 경계는 지키지 않습니다. send 두 번이 recv 한 번에 올 수도, send 한 번이 recv 여러 번에 나뉘어 올 수도 있습니다.",
  },
  code: {
    c: "while ((n = recv(client_socket, buf, sizeof buf, 0)) > 0) …",
    python: "while data := connectionSocket.recv(2048): …",
  },
  lecture: {
    en: "The server answers the bytes as they come. It does not know where a sentence ends.",
    ko: "서버는 오는 대로 답합니다. 문장이 어디서 끝나는지는 알지 못합니다.",
  },
  kernel: {
    en:
      "It cuts the bytes into segments, numbers every byte, repeats what is lost, and puts the segments back in order (RFC 9293).",
    ko:
      "바이트를 세그먼트로 나누어 번호를 붙이고, 손실된 것은 재전송하며, 도착한 것을 순서대로 맞춥니다(RFC 9293).",
  },
  mistake: {
    en:
      "A program takes one recv for one message. On loopback with short sentences that works nearly always. Call recv until the message is complete.",
    ko:
      "recv 한 번을 메시지 하나로 여깁니다. 루프백에서 짧은 문장이라면 거의 언제나 맞아서 알아채기 어렵습니다. 메시지가 다 올 때까지 recv를 호출하세요.",
  },
  live: {
    command: "capsock demo stream",
    shows: {
      en: "One send arrives in several receives. A character is cut in the middle.",
      ko: "send 한 번이 여러 번에 나뉘어 수신되고, 글자 하나가 가운데서 잘립니다.",
    },
  },
  related: ["framing", "recv", "datagram"],
};
