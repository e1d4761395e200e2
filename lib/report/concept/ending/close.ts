/**
 * Pages about the end of a connection: who ends which direction, in order or not, and what the kernel remembers
 * of it.
 *
 * @module
 */
import type { Concept } from "../concept.ts";

export const close: Concept = {
  summary: {
    en: "give a socket back to the kernel",
    ko: "소켓을 커널에 돌려주는 호출",
  },
  what: {
    en:
      "After close the program cannot use the socket any more. On a connection close ends both directions for this program. Bytes that send has already taken are still sent. The other sockets of the program stay open.",
    ko:
      "close를 호출하면 프로그램은 그 소켓을 더 쓸 수 없습니다. 연결이라면 이 프로그램의 전송과 수신이 모두 끝납니다. send가 이미 받아들인 바이트는 그래도 전송됩니다. 다른 소켓은 열려 있습니다.",
  },
  lecture: {
    en:
      "The client closes after its last line. The server then closes the socket of that connection and goes on listening.",
    ko: "클라이언트가 마지막 줄 뒤에 닫습니다. 서버는 그 연결 소켓을 닫고 계속 연결 요청을 기다립니다.",
  },
  kernel: {
    en:
      "It sends what is left in the send buffer, then a FIN. If received bytes are still unread, Linux sends an RST instead.",
    ko:
      "송신 버퍼에 남은 것을 전송한 다음 FIN을 보냅니다. 수신했지만 읽지 않은 바이트가 있으면 리눅스는 그 대신 RST를 보냅니다.",
  },
  mistake: {
    en:
      "A server does not close the sockets of clients that have left. Sooner or later accept fails with EMFILE. Close after an error too; in Python use with.",
    ko:
      "떠난 클라이언트의 연결 소켓을 닫지 않습니다. 연결이 쌓이면 accept가 EMFILE로 실패합니다. 오류가 난 경우에도 닫으세요. Python에서는 with를 쓰세요.",
  },
  live: {
    command: "capsock demo who-closes",
    shows: {
      en: "The client closes, then the server, each with a FIN and with an RST.",
      ko: "클라이언트와 서버가 각각 FIN으로 닫을 때와 RST로 끊을 때를 보여 줍니다.",
    },
  },
  related: ["fin", "half-close", "reset", "time-wait"],
  call: "close",
};
