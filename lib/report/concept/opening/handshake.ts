import type { Concept } from "../concept.ts";

export const handshake: Concept = {
  summary: {
    en: "the three packets that make a TCP connection",
    ko: "TCP 연결을 만드는 세 번의 패킷 교환",
  },
  what: {
    en:
      "The client sends a SYN, the server answers with a SYN-ACK, the client answers with an ACK. Then both sides know that the other one hears them, and from which number on the bytes are counted (RFC 9293).",
    ko:
      "클라이언트가 SYN을 보내고, 서버가 SYN-ACK로 답하고, 클라이언트가 ACK로 답합니다. 그러면 양쪽은 서로 통한다는 것과, 바이트를 몇 번부터 셀지를 알게 됩니다(RFC 9293).",
  },
  code: {
    c: "connect(client_socket, (struct sockaddr *)&server, sizeof server);",
    python: "clientSocket.connect((serverName, 10825))",
  },
  lecture: {
    en: "The handshake happens inside connect. No call of the server takes part in it.",
    ko: "핸드셰이크는 connect 안에서 일어납니다. 서버의 호출은 관여하지 않습니다.",
  },
  kernel: {
    en:
      "The kernels carry it out alone. The server's kernel does it as soon as listen was called, even while its program is busy. connect takes about one round trip.",
    ko:
      "양쪽 커널이 합니다. 서버의 커널은 listen이 호출된 뒤라면 프로그램이 바빠도 스스로 답합니다. connect에는 왕복 시간만큼 걸립니다.",
  },
  mistake: {
    en: "Many think that accept does the handshake. accept only takes a connection whose handshake is over.",
    ko: "accept가 핸드셰이크를 한다고 생각합니다. accept는 핸드셰이크가 이미 끝난 연결을 꺼낼 뿐입니다.",
  },
  live: {
    command: "capsock ping tcp --connect",
    shows: {
      en: "Start `capsock server tcp` first. Each line is the time of one handshake.",
      ko: "`capsock server tcp`를 먼저 실행하세요. 한 줄이 핸드셰이크 한 번에 걸린 시간입니다.",
    },
  },
  related: ["connect", "backlog", "rtt"],
};
