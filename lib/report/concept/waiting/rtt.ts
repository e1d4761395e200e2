import type { Concept } from "../concept.ts";

export const rtt: Concept = {
  summary: {
    en: "the time from sending a message to its reply",
    ko: "메시지를 보내고 응답이 올 때까지의 시간(RTT)",
  },
  what: {
    en:
      "RTT means round-trip time: the way there, the work of the server, and the way back. A client can measure it with its own clock alone. The time of one way cannot be measured like that, because two machines have two clocks.",
    ko:
      "가는 시간, 서버가 처리하는 시간, 돌아오는 시간을 합한 것입니다. 클라이언트는 자기 시계만으로 잴 수 있습니다. 한쪽 방향의 시간은 이렇게 잴 수 없습니다. 두 컴퓨터의 시계가 서로 다르기 때문입니다.",
  },
  code: {
    c: "clock_gettime(CLOCK_MONOTONIC, &start);",
    python: "start = time.monotonic()",
  },
  lecture: {
    en: "The client prints it under every reply: Response time: … ms.",
    ko: "클라이언트가 응답마다 Response time: … ms로 응답 시간을 출력합니다.",
  },
  kernel: {
    en: "TCP measures the RTT of every connection too. By it the kernel decides when to repeat a segment.",
    ko: "TCP도 연결마다 왕복 시간을 잽니다. 커널은 그것으로 언제 재전송할지 정합니다.",
  },
  mistake: {
    en:
      "A program measures with the time of day, which can be set back or forward. Take a clock that only goes forward, and measure more than once: the first time is often the longest.",
    ko:
      "바뀔 수 있는 현재 시각으로 잽니다. 앞으로만 가는 시계(monotonic)를 쓰고, 여러 번 재세요. 처음 잰 값은 다른 값보다 긴 때가 많습니다.",
  },
  live: {
    command: "capsock ping tcp -c 20 -i 100ms",
    shows: {
      en: "Start `capsock server tcp` first. Compare min, median and max.",
      ko: "`capsock server tcp`를 먼저 실행하고 min, median, max를 비교하세요.",
    },
  },
  related: ["handshake", "timeout", "loss"],
};
