import type { Concept } from "../concept.ts";

export const connect: Concept = {
  summary: {
    en: "ask a server for a connection",
    ko: "서버에 연결을 요청하는 호출",
  },
  what: {
    en:
      "The client names the address and the port of the server. When connect returns, both kernels know of the connection, and the client can send. A connection has four numbers: the address and the port of each side.",
    ko:
      "클라이언트가 서버의 주소와 포트 번호를 지정합니다. connect가 끝나면 양쪽 커널에 연결이 생기고 클라이언트는 전송할 수 있습니다. 연결은 양쪽의 주소와 포트 번호, 네 가지로 구별됩니다.",
  },
  lecture: {
    en:
      "The TCP client calls connect. If it is refused, it tries again after one second, up to ten times. The UDP client does not connect.",
    ko:
      "TCP 클라이언트가 connect를 호출합니다. 거부되면 1초 뒤에 다시, 열 번까지 시도합니다. UDP 클라이언트는 연결을 요청하지 않습니다.",
  },
  kernel: {
    en: "It chooses a local port if the socket has none, and carries out the three-way handshake.",
    ko: "소켓에 포트가 없으면 임시 포트를 고르고, 3-way 핸드셰이크를 합니다.",
  },
  mistake: {
    en:
      "A program calls connect again on a socket whose connect failed. POSIX does not define what state it is in then. Close it and make a new one.",
    ko:
      "connect가 실패한 소켓으로 connect를 다시 호출합니다. 그런 소켓의 상태는 POSIX에 정해져 있지 않습니다. 소켓을 닫고 새로 만드세요.",
  },
  live: {
    command: "capsock client tcp -m hello --explain",
    shows: {
      en: "Start `capsock server tcp` first. Look at the local port and the time of connect.",
      ko: "`capsock server tcp`를 먼저 실행하고, 로컬 포트 번호와 connect에 걸린 시간을 보세요.",
    },
  },
  related: ["handshake", "ephemeral-port", "refused", "timeout"],
  call: "connect",
};
