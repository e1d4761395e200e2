import type { Concept } from "../concept.ts";

export const listen: Concept = {
  summary: {
    en: "make a bound TCP socket take connections",
    ko: "바인드된 TCP 소켓을 서버 소켓(대기용)으로 만드는 호출",
  },
  what: {
    en:
      "After listen the socket is a listening socket. It waits for clients and carries no data itself. listen returns at once: accept is the call that waits. A UDP socket never listens, because UDP has no connections.",
    ko:
      "listen을 호출하면 소켓은 서버 소켓(대기용)이 됩니다. 이 소켓은 연결 요청을 기다리기만 하고 데이터를 주고받지 않습니다. listen은 바로 끝나며, 기다리는 호출은 accept입니다. UDP에는 연결이 없으므로 listen도 없습니다.",
  },
  lecture: {
    en: "The server calls listen after bind and says: The server is listening to port 10825.",
    ko: "서버는 bind 다음에 listen을 호출하고 The server is listening to port 10825를 출력합니다.",
  },
  kernel: {
    en:
      "From now on it completes the three-way handshake with every client by itself and puts the connection into the backlog.",
    ko:
      "이때부터 커널이 클라이언트와 3-way 핸드셰이크를 스스로 마치고, 그 연결을 백로그(연결 요청 큐)에 넣습니다.",
  },
  mistake: {
    en:
      "Many think that after a successful connect the server has called accept. But listen is enough for a connect. Wait for a reply.",
    ko:
      "connect가 성공했으니 서버가 accept를 호출했다고 생각합니다. 서버가 listen만 호출해도 connect는 성공합니다. 응답을 받아야 알 수 있습니다.",
  },
  live: {
    command: "capsock server tcp --trace",
    shows: {
      en: "One call of the runtime does socket, bind and listen. The trace names all three.",
      ko: "런타임의 호출 하나가 socket, bind, listen을 모두 하고, 출력에 세 이름이 나옵니다.",
    },
  },
  related: ["bind", "backlog", "accept"],
  call: "listen",
};
