/**
 * Pages about connections that never came to be, one for each cause that a program can tell from the others. A
 * connection that breaks later is explained in `ending/`.
 *
 * @module
 */
import type { Concept } from "../concept.ts";

export const refused: Concept = {
  summary: {
    en: "nobody listens at that port, and the machine says so",
    ko: "그 포트에서 연결 요청을 기다리는 프로그램이 없다는 답",
  },
  what: {
    en:
      "connect fails at once with ECONNREFUSED. An answer came, so the network works. The server does not run, it listens on another port or address, or a firewall rejects the client.",
    ko:
      "connect가 ECONNREFUSED로 바로 실패합니다. 답이 왔으므로 네트워크는 통합니다. 서버가 실행되지 않았거나, 다른 포트나 주소에서 연결 요청을 기다리거나, 방화벽이 거부한 것입니다.",
  },
  code: {
    c: "if (connect(…) < 0 && errno == ECONNREFUSED) …",
    python: "except ConnectionRefusedError: …",
  },
  lecture: {
    en: "The client tries again after one second: perhaps the server is about to start.",
    ko: "서버가 곧 시작할 수도 있으므로 클라이언트는 1초 뒤에 다시 시도합니다.",
  },
  kernel: {
    en:
      "TCP: the server's kernel answers the SYN with an RST. UDP: it answers with an ICMP message, which most UDP programs never see.",
    ko:
      "TCP: 서버 쪽 커널이 SYN에 RST로 답합니다. UDP: ICMP 메시지로 답하지만 UDP 프로그램은 대부분 그것을 알 수 없습니다.",
  },
  mistake: {
    en:
      "The server left out htons and listens on another port, or it is bound to 127.0.0.1 only. Check the address and the port on which it listens.",
    ko:
      "서버가 htons를 빠뜨려 다른 포트에 있거나, 127.0.0.1에만 바인드되어 있습니다. 서버가 바인드된 주소와 포트 번호를 확인하세요.",
  },
  live: {
    command: "capsock demo refused-timeout-unknown",
    shows: {
      en: "Refused at once; then a server starts, and a new socket is connected.",
      ko: "바로 거부됩니다. 서버가 시작한 뒤에는 새 소켓이 연결됩니다.",
    },
  },
  related: ["listen", "retry", "timeout", "port"],
};
