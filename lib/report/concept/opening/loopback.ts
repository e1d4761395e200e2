import type { Concept } from "../concept.ts";

export const loopback: Concept = {
  summary: {
    en: "the network inside one machine",
    ko: "한 컴퓨터 안에 있는 네트워크",
  },
  what: {
    en:
      "A packet to a loopback address never leaves the machine: the sender and the receiver are on the same one. The IPv4 address is 127.0.0.1, the IPv6 address is ::1. Other machines cannot reach a socket that is bound there.",
    ko:
      "루프백 주소로 보낸 패킷은 컴퓨터 밖으로 나가지 않습니다. 발신지와 목적지가 같은 컴퓨터입니다. IPv4 주소는 127.0.0.1, IPv6 주소는 ::1입니다. 이 주소에 바인드한 소켓에는 다른 컴퓨터가 연결할 수 없습니다.",
  },
  code: {
    c: "address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);",
    python: 'serverSocket.bind(("127.0.0.1", 10825))',
  },
  lecture: {
    en:
      "Server and client can run in two terminals of one machine. The socket calls are the same as over a network.",
    ko:
      "서버와 클라이언트를 한 컴퓨터의 두 터미널에서 실행할 수 있습니다. 소켓 호출은 네트워크를 거칠 때와 같습니다.",
  },
  kernel: {
    en:
      "It passes what one socket sends straight to the other. No network card takes part, so round trips take far less than a millisecond.",
    ko:
      "한 소켓이 보낸 것을 다른 소켓으로 바로 넘깁니다. 네트워크 카드를 거치지 않으므로 왕복 시간은 보통 1 ms보다 훨씬 짧습니다.",
  },
  mistake: {
    en:
      "A server is bound to 127.0.0.1, and the client on another machine is refused. Bind the server to 0.0.0.0.",
    ko:
      "서버를 127.0.0.1에 바인드해 놓고 다른 컴퓨터에서 연결하려고 합니다. 연결은 거부됩니다. 서버를 0.0.0.0에 바인드하세요.",
  },
  live: {
    command: "capsock server tcp",
    shows: {
      en: "It says that it is reachable from this machine only. Start it with --host 0.0.0.0 and compare.",
      ko: "이 컴퓨터에서만 연결할 수 있다고 알려 줍니다. --host 0.0.0.0을 주어 비교하세요.",
    },
  },
  related: ["localhost", "bind", "refused"],
};
