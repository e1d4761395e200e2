import type { Concept } from "../concept.ts";

export const bind: Concept = {
  summary: {
    en: "give a socket its local address and port",
    ko: "소켓에 로컬 주소와 포트 번호를 바인드하는 호출",
  },
  what: {
    en:
      "A client must know where the server is, so the server binds its socket to a fixed port. The address says which of the machine's addresses count: 127.0.0.1 is this machine alone, 0.0.0.0 stands for all IPv4 addresses.",
    ko:
      "클라이언트가 서버의 위치를 알아야 하므로 서버는 소켓을 정해진 포트에 바인드합니다. 주소는 이 컴퓨터의 어느 주소로 받을지를 정합니다. 127.0.0.1이면 이 컴퓨터에서만, 0.0.0.0이면 모든 IPv4 주소로 받습니다.",
  },
  lecture: {
    en:
      "The TCP server binds port 10825, the UDP server 11758. C fills in a sockaddr_in with htons and htonl; Python takes a pair: (host, port).",
    ko:
      "TCP 서버는 10825번, UDP 서버는 11758번 포트에 바인드합니다. C에서는 htons와 htonl로 sockaddr_in을 채우고, Python에서는 (host, port)를 넘깁니다.",
  },
  kernel: {
    en: "It reserves the address and the port for this socket. With port 0 it chooses a free one.",
    ko: "그 주소와 포트를 이 소켓의 것으로 정해 둡니다. 포트 번호가 0이면 빈 포트를 고릅니다.",
  },
  mistake: {
    en:
      "bind fails with EADDRINUSE right after a restart: an old connection is in TIME_WAIT, or the old server still runs. Stop it, and set SO_REUSEADDR before bind.",
    ko:
      "서버를 다시 실행하자마자 bind가 EADDRINUSE로 실패합니다. 이전 연결이 TIME_WAIT이거나 이전 서버가 아직 실행 중입니다. 그 서버를 끝내고, bind 전에 SO_REUSEADDR을 설정하세요.",
  },
  live: {
    command: "capsock demo port-in-use",
    shows: {
      en: "A second TCP socket cannot have the same address and port. A UDP socket can.",
      ko: "두 번째 TCP 소켓은 같은 주소와 포트를 쓸 수 없지만, UDP 소켓은 쓸 수 있습니다.",
    },
  },
  related: ["port", "listen", "time-wait"],
  call: "bind",
};
