import type { Concept } from "../concept.ts";

export const recvfrom: Concept = {
  summary: {
    en: "take one datagram that has arrived, and learn who sent it",
    ko: "도착한 데이터그램 하나와 그 발신지 주소를 받는 호출",
  },
  what: {
    en:
      "One recvfrom returns exactly one datagram, never half of one or two together. It also returns the source address, which a server needs for its reply. A datagram of 0 bytes is a message and not an end.",
    ko:
      "recvfrom 한 번은 데이터그램 하나를 돌려줍니다. 반만 오거나 두 개가 합쳐져 오지 않습니다. 서버가 응답할 때 쓸 발신지 주소도 함께 돌려줍니다. 0바이트 데이터그램은 끝이 아니라 메시지입니다.",
  },
  lecture: {
    en: "The server receives a sentence with the client's address. The client waits for ten seconds at most.",
    ko: "서버는 문장을 클라이언트의 주소와 함께 받습니다. 클라이언트는 10초까지만 기다립니다.",
  },
  kernel: {
    en:
      "It keeps the datagrams that have arrived in the receive buffer. If that is full, it drops further ones.",
    ko: "도착한 데이터그램을 수신 버퍼에 넣어 둡니다. 버퍼가 가득 차면 그 뒤의 것은 버립니다.",
  },
  mistake: {
    en:
      "A client takes any datagram for the reply. Everybody can send to its port, and an earlier reply can be late. Compare the source address and a number in the message.",
    ko:
      "어떤 데이터그램이든 응답으로 여깁니다. 누구나 그 포트로 보낼 수 있고, 앞선 응답이 늦게 올 수도 있습니다. 발신지 주소와 메시지에 넣은 번호를 비교하세요.",
  },
  live: {
    command: "capsock demo udp",
    shows: {
      en: "Every recvfrom names the sender. One reply comes late.",
      ko: "recvfrom마다 발신지가 나오고, 응답 하나는 늦게 옵니다.",
    },
  },
  related: ["datagram", "sendto", "timeout", "buffer"],
  call: "recvfrom",
};
