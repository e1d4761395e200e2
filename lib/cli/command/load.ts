import { defineCommand } from "../line/command.ts";
import { loadFlags as flags } from "./load/flags.ts";

export const load = defineCommand({
  name: "load",
  summary: { en: "measure throughput and latency under load", ko: "부하를 주고 처리량과 응답 시간 측정" },
  operands: [{ usage: "tcp|udp", choices: ["tcp", "udp"] }, { usage: "[target]" }],
  about: [
    {
      en:
        "Sends messages to a service that sends them back, as they are or in capitals. It sends as fast as replies come; with --rate it follows a schedule, and latency counts from the moment when a message was due. The first line says what the limit was: the server, or capsock itself. The exit code is 0 if replies came, none was altered and the server still answered at the end; else that of the cause. Ctrl-C stops early and shows the result so far.",
      ko:
        "받은 것을 그대로, 또는 대문자로 돌려보내는 서비스에 메시지를 보냅니다. 응답이 오는 만큼 빠르게 보내며, --rate를 주면 정해진 시간표대로 보내고 보냈어야 할 시각부터 지연 시간을 잽니다. 첫 줄은 무엇이 한계였는지, 서버인지 capsock 자신인지 알려 줍니다. 응답이 왔고 내용이 달라진 것이 없으며 서버가 끝까지 응답했으면 종료 코드는 0, 아니면 그 원인의 코드입니다. Ctrl-C를 누르면 그때까지의 결과를 보여 주고 끝납니다.",
    },
  ],
  flags,
  examples: [
    ["capsock load tcp -c 50 -d 10s", {
      en: "as fast as the server replies",
      ko: "서버가 응답하는 만큼 빠르게",
    }],
    ["capsock load tcp --rate 5000 --warmup 1s", { en: "by a schedule", ko: "시간표대로" }],
    ["capsock load udp -n 1000000 --rate 20000", {
      en: "is a datagram lost?",
      ko: "손실되는 데이터그램이 있는지",
    }],
    ["capsock load tcp --format svg > load.svg", { en: "a picture", ko: "그림으로" }],
    ["cat *.jsonl | capsock load --merge", {
      en: "several machines together",
      ko: "여러 컴퓨터의 결과를 하나로",
    }],
  ],
  async run(invocation, host) {
    // What measures is loaded when it is needed: the histograms alone take longer than the rest of a start.
    const { runLoad } = await import("./load/run.ts");
    return await runLoad(invocation, host);
  },
});
