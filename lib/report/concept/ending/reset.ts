import type { Concept } from "../concept.ts";

export const reset: Concept = {
  summary: {
    en: "the sign of TCP that a connection is broken off (RST)",
    ko: "연결을 강제로 끊는 TCP의 표시(RST)",
  },
  what: {
    en:
      "An RST ends both directions at once. Bytes on the way can be lost, also those that lie unread in the receive buffer. The next recv fails with ECONNRESET. A FIN is an end, an RST is an error.",
    ko:
      "RST는 두 방향을 한꺼번에 끝냅니다. 오가던 바이트는 손실될 수 있고, 수신 버퍼에서 아직 읽지 않은 바이트도 잃을 수 있습니다. 다음 recv는 ECONNRESET으로 실패합니다. FIN은 정상 종료이고, RST는 오류입니다.",
  },
  code: {
    c: "if (recv(…) < 0 && errno == ECONNRESET) close(s);",
    python: "except ConnectionResetError: connectionSocket.close()",
  },
  lecture: {
    en: "The server goes on: one client whose connection was reset is no reason to end.",
    ko: "서버는 계속 실행되어야 합니다. 연결 하나가 끊겼다고 서버까지 끝나면 안 됩니다.",
  },
  kernel: {
    en:
      "It sends an RST to a port where nobody listens, for data that comes after close, and on Linux at close while received bytes are unread.",
    ko:
      "기다리는 소켓이 없는 포트로 온 연결 요청이나 close 뒤에 온 데이터에 RST로 답합니다. 리눅스에서는 읽지 않은 바이트가 있는데 close할 때도 보냅니다.",
  },
  mistake: {
    en:
      "A server does not read the whole request and closes. The client can lose the reply. Receive everything, then close.",
    ko:
      "서버가 요청을 다 읽지 않고 닫습니다. 클라이언트는 응답을 잃을 수 있습니다. 모두 수신한 다음 닫으세요.",
  },
  live: {
    command: "capsock demo who-closes",
    shows: {
      en: "The RST of the client: the send succeeded, and the bytes are lost all the same.",
      ko: "클라이언트의 RST: 전송은 성공했지만 바이트는 전달되지 않습니다.",
    },
  },
  related: ["fin", "close", "refused", "aborted"],
};
