import type { Concept } from "../concept.ts";

export const backlog: Concept = {
  summary: {
    en: "the queue of connections that accept has not taken yet",
    ko: "accept가 아직 꺼내지 않은 연결이 기다리는 큐(연결 요청 큐)",
  },
  what: {
    en:
      "Clients can come faster than a server accepts them. Until then their connections wait in the backlog. The number that listen takes says how many may wait. It does not limit how many clients a server can serve at once.",
    ko:
      "클라이언트는 서버가 수락하는 것보다 빨리 올 수 있습니다. 그동안 연결은 백로그(연결 요청 큐)에서 기다립니다. listen에 주는 수는 기다릴 수 있는 연결의 수입니다. 서버가 동시에 처리하는 클라이언트의 수를 제한하지 않습니다.",
  },
  code: { c: "listen(server_socket, 5);", python: "serverSocket.listen(5)" },
  lecture: {
    en: "The server gives the number to listen. accept takes the connection that has waited longest.",
    ko: "서버가 listen에 이 수를 줍니다. accept는 가장 먼저 온 연결을 꺼냅니다.",
  },
  kernel: {
    en:
      "A waiting client is connected already and can send: its bytes lie in the receive buffer. On Linux a full backlog leaves a new client without an answer, and its kernel repeats the SYN.",
    ko:
      "기다리는 클라이언트도 이미 연결되어 있어 전송할 수 있고, 그 바이트는 수신 버퍼에 쌓입니다. 리눅스에서 백로그가 가득 차면 새 클라이언트는 답을 받지 못하고, 그쪽 커널이 SYN을 재전송합니다.",
  },
  mistake: {
    en:
      "A server sets 1 to serve one client at a time. That only shortens the queue. Call accept only when the last client is done.",
    ko:
      "클라이언트를 하나씩 처리하려고 1을 줍니다. 큐만 짧아질 뿐입니다. 한 클라이언트를 마친 다음 accept를 호출하세요.",
  },
  live: {
    command: "capsock demo backlog",
    shows: {
      en: "Three clients connect and send before the server calls accept.",
      ko: "서버가 accept를 호출하기 전에 클라이언트 셋이 연결하여 전송합니다.",
    },
  },
  related: ["listen", "accept", "handshake"],
};
