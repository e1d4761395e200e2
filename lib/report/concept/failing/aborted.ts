import type { Concept } from "../concept.ts";

export const aborted: Concept = {
  summary: {
    en: "a connection that ended before the program could use it",
    ko: "프로그램이 쓰기 전에 끝나 버린 연결",
  },
  what: {
    en:
      "A client connects, and breaks the connection off before the server accepts it. accept may then fail with ECONNABORTED (POSIX). Only this connection is gone. The listening socket works as before.",
    ko:
      "클라이언트가 연결한 뒤 서버가 수락하기 전에 끊었습니다. 그러면 accept가 ECONNABORTED로 실패할 수 있습니다(POSIX). 그 연결만 사라졌고, 서버 소켓(대기용)은 그대로 동작합니다.",
  },
  code: {
    c: "if (accept(…) < 0 && errno == ECONNABORTED) continue;",
    python: "except ConnectionAbortedError: continue",
  },
  lecture: {
    en: "The server's loop calls accept again. It must not end for one client.",
    ko: "서버의 반복문은 accept를 다시 호출합니다. 클라이언트 하나 때문에 끝나면 안 됩니다.",
  },
  kernel: {
    en:
      "Systems differ: Linux hands such a connection out, and its first recv fails with ECONNRESET. Windows also says aborted (10053) when it gave up a connection by itself.",
    ko:
      "시스템마다 다릅니다. 리눅스는 그런 연결도 내주며, 첫 recv가 ECONNRESET으로 실패합니다. 윈도우는 자기 쪽에서 포기한 연결에도 이 오류(10053)를 냅니다.",
  },
  mistake: {
    en: "A server ends at the first error of accept. Report it, and call accept again.",
    ko: "accept에 오류가 나면 서버를 끝냅니다. 오류를 알리고 accept를 다시 호출하세요.",
  },
  live: {
    command: "capsock demo who-closes",
    shows: {
      en: "An RST after accept, for comparison: recv fails, and the server goes on.",
      ko: "비교해 보세요. accept 뒤에 RST가 오면 recv가 실패합니다.",
    },
  },
  related: ["accept", "reset", "backlog"],
};
