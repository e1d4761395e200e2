import type { Concept } from "../concept.ts";

export const sendto: Concept = {
  summary: {
    en: "send one datagram to an address",
    ko: "데이터그램 하나를 목적지 주소로 보내는 호출",
  },
  what: {
    en:
      "UDP has no connection, so every call names the destination. One sendto is one datagram. The call succeeds even if nobody is bound to the destination port: success means that the datagram has left the program.",
    ko:
      "UDP에는 연결이 없으므로 호출할 때마다 목적지를 지정합니다. sendto 한 번이 데이터그램 하나입니다. 목적지 포트에 바인드된 프로그램이 없어도 성공합니다. 성공은 데이터그램을 커널에 넘겼다는 뜻일 뿐입니다.",
  },
  lecture: {
    en: "The client sends to port 11758. The server sends the reply to the address that recvfrom gave it.",
    ko: "클라이언트는 11758번 포트로 보냅니다. 서버는 recvfrom이 알려 준 주소로 응답을 보냅니다.",
  },
  kernel: {
    en: "It binds the socket to an ephemeral port if it has none, and sends the datagram once.",
    ko: "소켓에 포트가 없으면 임시 포트에 바인드하고, 데이터그램을 한 번 전송합니다.",
  },
  mistake: {
    en:
      "A server sends its reply to a fixed client port. That is wrong as soon as another client comes. Send to the source address of the request.",
    ko:
      "서버가 응답을 고정된 클라이언트 포트로 보냅니다. 다른 클라이언트가 오면 틀립니다. 요청의 발신지 주소로 보내세요.",
  },
  live: {
    command: "capsock client udp -m hello --trace",
    shows: {
      en: "Start `capsock server udp` first. Then stop it and try again: sendto still succeeds.",
      ko: "`capsock server udp`를 먼저 실행하세요. 서버를 끝내고 다시 해도 sendto는 성공합니다.",
    },
  },
  related: ["datagram", "recvfrom", "ephemeral-port"],
  call: "sendto",
};
