import type { Concept } from "../concept.ts";

export const reordering: Concept = {
  summary: {
    en: "packets that arrive in another order than they were sent",
    ko: "보낸 순서와 다르게 도착하는 것",
  },
  what: {
    en:
      "Packets can take different ways, and a later one can be faster. TCP numbers its bytes and hands them over in order, so a program never sees it. UDP hands datagrams over as they come.",
    ko:
      "패킷은 서로 다른 길로 갈 수 있고, 나중에 보낸 것이 먼저 도착할 수 있습니다. TCP는 바이트에 번호를 붙여 순서대로 넘기므로 프로그램은 알지 못합니다. UDP는 데이터그램을 온 순서대로 넘깁니다.",
  },
  code: {
    c: "struct message { uint32_t number; char text[100]; };",
    python: 'message = struct.pack("!I", number) + text.encode()',
  },
  lecture: {
    en: "The UDP client sends one line and waits for its reply, so it seldom meets reordering.",
    ko: "UDP 클라이언트는 한 줄을 보내고 응답을 기다리므로 순서가 바뀌는 일은 드뭅니다.",
  },
  kernel: {
    en: "TCP: it keeps later segments until the missing one has come. UDP: it does not look at the order.",
    ko: "TCP: 빠진 세그먼트가 올 때까지 나중 것을 보관합니다. UDP: 순서를 보지 않습니다.",
  },
  mistake: {
    en:
      "A client sends several datagrams and takes the first reply for that to the first one. Put a number into each message, and compare it.",
    ko:
      "데이터그램을 여러 개 보내고, 먼저 온 응답을 첫 번째 것의 응답으로 여깁니다. 메시지마다 번호를 넣고 비교하세요.",
  },
  live: {
    command: "capsock ping udp -c 100 -i 10ms",
    shows: {
      en: "Start `capsock server udp` first. The summary counts what came out of order.",
      ko: "`capsock server udp`를 먼저 실행하세요. 요약에 순서가 바뀐 수(out of order)가 나옵니다.",
    },
  },
  related: ["datagram", "byte-stream", "loss"],
};
