import type { Concept } from "../concept.ts";

export const timeWait: Concept = {
  summary: {
    en: "the time that a closed connection is still remembered",
    ko: "닫힌 연결을 커널이 잠시 기억하는 상태",
  },
  what: {
    en:
      "The side that closes first keeps the pair of addresses for a while. Late packets of the old connection cannot get into a new one then, and the last ACK can be repeated (RFC 9293). The program may have ended long ago.",
    ko:
      "먼저 닫은 쪽의 커널이 두 주소의 쌍을 한동안 기억합니다. 그동안 이전 연결의 늦은 패킷이 새 연결에 섞이지 않고, 마지막 ACK를 다시 보낼 수 있습니다(RFC 9293). 프로그램은 이미 끝났을 수 있습니다.",
  },
  code: {
    c: "setsockopt(s, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);",
    python: "serverSocket.setsockopt(SOL_SOCKET, SO_REUSEADDR, 1)",
  },
  lecture: {
    en: "The server closes first, is started again, and bind fails: Address already in use.",
    ko: "서버가 먼저 닫고 다시 실행되면 bind가 Address already in use로 실패합니다.",
  },
  kernel: {
    en:
      "Linux keeps the state for 60 seconds. RFC 9293 asks for twice the longest life of a segment (2 MSL).",
    ko: "리눅스는 60초 동안 유지합니다. RFC 9293은 세그먼트 최대 수명의 두 배(2 MSL)로 정합니다.",
  },
  mistake: {
    en:
      "A program sets SO_REUSEADDR after bind, where it has no effect on that bind. Set it before. A client should not fix its port.",
    ko:
      "SO_REUSEADDR을 bind 뒤에 설정합니다. 이미 한 bind에는 효과가 없습니다. bind 전에 설정하세요. 클라이언트는 포트를 고정하지 마세요.",
  },
  live: {
    command: "capsock demo port-in-use",
    shows: {
      en: "The server listens again at once, because the runtime sets SO_REUSEADDR.",
      ko: "런타임이 SO_REUSEADDR을 설정하므로 서버가 바로 다시 listen할 수 있습니다.",
    },
  },
  related: ["bind", "close", "ephemeral-port"],
};
