import { defineCommand } from "../line/command.ts";
import { loadFlags as flags } from "./load/flags.ts";

export const load = defineCommand({
  name: "load",
  summary: "throughput and latency of many connections",
  operands: [{ usage: "tcp|udp", choices: ["tcp", "udp"] }, { usage: "[target]" }],
  about: [
    "Sends messages to a service that gives back what it gets or its upper-casing, as fast as replies come, or with --rate by a schedule: then latency counts from the moment a message should have left. Says first what the limit was: the server, or capsock itself. Ends with 0 if replies came and none was altered. Ctrl-C ends early, with the result so far.",
  ],
  flags,
  examples: [
    ["capsock load tcp -c 50 -d 10s", "as fast as the server answers"],
    ["capsock load tcp --rate 5000 --warmup 1s", "by a schedule"],
    ["capsock load udp -n 1000000 --rate 20000", "is a datagram lost?"],
    ["capsock load tcp --format svg > load.svg", "a picture"],
    ["cat *.jsonl | capsock load --merge", "one result of several machines"],
  ],
  async run(invocation, host) {
    // What measures is loaded when it is needed: the histograms alone take longer than the rest of a start.
    const { runLoad } = await import("./load/run.ts");
    return await runLoad(invocation, host);
  },
});
