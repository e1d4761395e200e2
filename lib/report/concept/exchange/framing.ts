import type { Concept } from "../concept.ts";

export const framing: Concept = {
  summary: {
    en: "the rule that says where a message ends on a byte stream",
    ko: "바이트 스트림에서 메시지가 어디서 끝나는지 정하는 규칙(프레이밍)",
  },
  what: {
    en:
      "TCP keeps no boundaries, so both programs must agree on a rule. Three are common: each message ends with a newline; each message begins with its length; or the sender shuts down its side after the only message.",
    ko:
      "TCP는 경계를 지키지 않으므로 두 프로그램이 규칙을 정해야 합니다. 흔한 규칙은 세 가지입니다. 메시지 끝에 줄바꿈을 넣거나, 메시지 앞에 길이를 넣거나, 메시지 하나를 전송한 뒤 전송 방향을 닫습니다.",
  },
  code: {
    c: 'fgets(line, sizeof line, fdopen(client_socket, "r"));',
    python: 'line = connectionSocket.makefile("rb").readline()',
  },
  lecture: {
    en: "The lecture's programs have no rule. They take one recv for the whole reply.",
    ko: "강의의 프로그램에는 규칙이 없습니다. recv 한 번을 응답 전체로 여깁니다.",
  },
  kernel: {
    en: "It knows nothing of messages. It moves bytes, and the program finds the boundaries.",
    ko: "메시지를 알지 못합니다. 커널은 바이트를 옮기고, 경계는 프로그램이 찾습니다.",
  },
  mistake: {
    en:
      "A program throws away what follows the newline in its buffer. That is the beginning of the next message. Keep it for the next turn.",
    ko:
      "버퍼에서 줄바꿈 뒤에 남은 바이트를 버립니다. 그것은 다음 메시지의 앞부분입니다. 다음 차례를 위해 남겨 두세요.",
  },
  live: {
    command: "capsock client tcp --framing line --show-data",
    shows: {
      en: "Start `capsock server tcp` first. Every message ends with a newline. Compare --framing raw.",
      ko: "`capsock server tcp`를 먼저 실행하세요. 메시지마다 줄바꿈이 붙습니다. --framing raw와 비교하세요.",
    },
  },
  related: ["byte-stream", "recv", "half-close"],
};
