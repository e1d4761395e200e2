import type { Concept } from "../concept.ts";

export const accept: Concept = {
  summary: {
    en: "take the next connection from the backlog",
    ko: "백로그(연결 요청 큐)에서 다음 연결을 꺼내는 호출",
  },
  what: {
    en:
      "accept returns a new socket for one client. The listening socket stays as it is and waits for more clients. So a server with three clients has four sockets, and all four have the same port.",
    ko:
      "accept는 클라이언트 하나를 위한 새 연결 소켓을 돌려줍니다. 서버 소켓(대기용)은 그대로 남아 다른 클라이언트를 기다립니다. 그래서 클라이언트가 셋인 서버에는 소켓이 네 개 있고, 포트 번호는 모두 같습니다.",
  },
  lecture: {
    en: "The server prints: Connection requested from … with the client's address, which accept fills in.",
    ko: "accept가 알려 준 클라이언트의 주소로 서버가 Connection requested from …을 출력합니다.",
  },
  kernel: {
    en:
      "It takes the connection that has waited longest. If the backlog is empty, it lets the program wait until a client has connected.",
    ko:
      "가장 먼저 온 연결을 꺼내 줍니다. 백로그가 비어 있으면 클라이언트가 연결할 때까지 프로그램을 대기하게 합니다.",
  },
  mistake: {
    en:
      "A server answers one client to the end before it calls accept again. The second client is connected and waits. Use a thread for each client, or select.",
    ko:
      "한 클라이언트를 끝까지 처리한 뒤에야 accept를 다시 호출합니다. 두 번째 클라이언트는 연결된 채 기다립니다. 클라이언트마다 스레드를 쓰거나 select를 쓰세요.",
  },
  live: {
    command: "capsock demo one-at-a-time",
    shows: {
      en: "The second client is connected at once and answered late.",
      ko: "두 번째 클라이언트는 바로 연결되지만 응답은 늦게 받습니다.",
    },
  },
  related: ["listen", "backlog", "socket"],
  call: "accept",
};
