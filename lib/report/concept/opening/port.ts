import type { Concept } from "../concept.ts";

export const port: Concept = {
  summary: {
    en: "the number that tells the programs of one machine apart",
    ko: "한 컴퓨터 안의 프로그램들을 구별하는 번호",
  },
  what: {
    en:
      "An IP address leads to a machine, a port number to a socket on it. Both together are the address of a socket. A port is a number from 0 to 65535. TCP and UDP have ports of their own: TCP port 80 is not UDP port 80.",
    ko:
      "IP 주소로 컴퓨터를 찾고, 포트 번호로 그 컴퓨터의 소켓을 찾습니다. 둘을 합한 것이 소켓의 주소입니다. 포트 번호는 0에서 65535까지이고, TCP와 UDP의 포트는 서로 다릅니다. TCP 80번과 UDP 80번은 별개입니다.",
  },
  code: {
    c: "address.sin_port = htons(10825);",
    python: 'serverSocket.bind(("", 10825))',
  },
  lecture: {
    en: "The TCP server has port 10825, the UDP server 11758.",
    ko: "TCP 서버는 10825번, UDP 서버는 11758번 포트를 씁니다.",
  },
  kernel: {
    en:
      "It reads the destination port of every packet and passes the data to the socket that is bound there. On Linux ports below 1024 need privileges.",
    ko:
      "들어온 패킷의 목적지 포트 번호를 보고, 그 포트에 바인드된 소켓에 데이터를 넘깁니다. 리눅스에서 1024보다 작은 포트에는 권한이 필요합니다.",
  },
  mistake: {
    en:
      "A C program leaves out htons. On most machines the two bytes are then swapped, and 10825 becomes 18730. Write htons(10825).",
    ko:
      "C 프로그램에서 htons를 빠뜨립니다. 그러면 대부분의 컴퓨터에서 두 바이트의 순서가 바뀌어 10825가 18730이 됩니다. htons(10825)로 쓰세요.",
  },
  live: {
    command: "capsock demo many-clients",
    shows: {
      en: "Three connections have one server port. The ports of the clients tell them apart.",
      ko: "연결 세 개의 서버 포트가 같습니다. 클라이언트의 포트 번호로 구별됩니다.",
    },
  },
  related: ["bind", "ephemeral-port", "loopback"],
};
