import type { Concept } from "../concept.ts";

export const timeout: Concept = {
  summary: {
    en: "a limit on how long a call waits",
    ko: "호출이 기다리는 시간을 제한하는 것(시간제한)",
  },
  what: {
    en:
      "A peer can be silent for ever, so a client limits its wait. A timeout does not say why nothing came: the peer is slow, it is gone, or the network lost the message. A late reply can still come afterwards.",
    ko:
      "상대측이 끝까지 답하지 않을 수 있으므로 클라이언트는 기다리는 시간을 제한합니다. 시간이 초과되어도 까닭은 알 수 없습니다. 상대측이 느리거나, 사라졌거나, 메시지가 손실되었을 수 있습니다. 늦은 응답이 나중에 올 수도 있습니다.",
  },
  code: {
    c: "setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);",
    python: "clientSocket.settimeout(10)",
  },
  lecture: {
    en: "The client waits for ten seconds. Then recv fails: EAGAIN in C, TimeoutError in Python.",
    ko: "클라이언트는 10초 동안 기다립니다. 그 뒤 recv는 C에서 EAGAIN, Python에서 TimeoutError로 실패합니다.",
  },
  kernel: {
    en: "It has no limit for recv by itself. For connect it has one: a minute or two on Linux (ETIMEDOUT).",
    ko: "recv에는 스스로 제한을 두지 않습니다. connect에는 제한이 있고, 리눅스에서는 1~2분입니다(ETIMEDOUT).",
  },
  mistake: {
    en:
      "After a timeout the client sends the next line and takes the late reply for its own. Give each message a number, or make a new connection.",
    ko:
      "시간이 초과된 뒤 다음 줄을 전송하고, 늦게 온 앞의 응답을 그 응답으로 여깁니다. 메시지마다 번호를 붙이거나 새로 연결하세요.",
  },
  live: {
    command: "capsock client udp :9 -m hello --timeout 2s",
    shows: {
      en: "Usually nobody is bound to port 9: no reply comes, and the exit code is 4.",
      ko: "9번 포트에는 보통 아무도 없습니다. 응답이 없고 종료 코드는 4입니다.",
    },
  },
  related: ["blocking", "retry", "rtt", "loss"],
};
