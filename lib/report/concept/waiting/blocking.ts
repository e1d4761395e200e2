/**
 * Pages about time and the network: calls that wait, how long, what to do when nothing comes, and what happens to
 * packets on their way.
 *
 * @module
 */
import type { Concept } from "../concept.ts";

export const blocking: Concept = {
  summary: {
    en: "a call that does not return before something has happened",
    ko: "어떤 일이 일어날 때까지 돌아오지 않는 호출(block)",
  },
  what: {
    en:
      "accept waits for a client, connect for an answer, recv for bytes, and send for room in the send buffer. Meanwhile the thread does nothing else. A non-blocking socket does not wait: the call fails with EAGAIN, and the program tries again later.",
    ko:
      "accept는 클라이언트를, connect는 답을, recv는 바이트를, send는 송신 버퍼의 자리를 기다립니다. 그동안 그 스레드는 다른 일을 하지 못합니다. 논블로킹 소켓은 기다리지 않습니다. 호출이 EAGAIN으로 실패하고, 프로그램은 나중에 다시 호출합니다.",
  },
  code: {
    c: "fcntl(client_socket, F_SETFL, O_NONBLOCK);",
    python: "clientSocket.setblocking(False)",
  },
  lecture: {
    en: "The server waits in accept, then in recv. The client waits in recv.",
    ko: "서버는 accept에서, 그다음 recv에서 대기합니다. 클라이언트는 recv에서 대기합니다.",
  },
  kernel: {
    en:
      "It puts the thread to sleep and wakes it when the socket is ready. A sleeping thread costs no processor time.",
    ko: "스레드를 재우고, 소켓이 준비되면 깨웁니다. 자는 동안에는 프로세서를 쓰지 않습니다.",
  },
  mistake: {
    en:
      "Client and server both call recv first. Each waits for the other. Decide who sends first, and set a timeout.",
    ko:
      "클라이언트와 서버가 모두 recv부터 호출합니다. 서로를 기다립니다. 누가 먼저 전송할지 정하고 시간제한을 두세요.",
  },
  live: {
    command: "capsock demo both-wait",
    shows: {
      en: "Both sides wait in recv until a timeout ends the wait.",
      ko: "시간제한이 끝낼 때까지 양쪽이 모두 recv에서 대기합니다.",
    },
  },
  related: ["timeout", "accept", "recv", "buffer"],
};
