import { type LoadFormat, loadFormats } from "../report/load/formats.ts";
import { defineCommand, type Invocation } from "./command.ts";
import { reportFlags, traceFlags } from "./common_flags.ts";
import { choiceFlag, countFlag, durationFlag, type FlagValues, sizeRangeFlag, switchFlag } from "./flag.ts";

const largestMessageBytes = 1_048_576;

const flags = {
  connections: countFlag({
    short: "c",
    help: "connections; sockets over UDP",
    initial: 10,
    initialText: "10",
    lowest: 1,
    highest: 20_000,
  }),
  duration: durationFlag({
    short: "d",
    help: "send for so long",
    initial: undefined,
    initialText: "10s",
    lowestMs: 1,
  }),
  messages: countFlag({
    short: "n",
    help: "send so many, however long that takes",
    initial: undefined,
    lowest: 1,
    highest: 1_000_000_000,
  }),
  size: sizeRangeFlag({
    short: "s",
    help: "bytes of a message, or any of a range",
    initial: { lowest: 64, highest: 64 },
    initialText: "64",
    lowest: 1,
    highest: largestMessageBytes,
  }),
  rate: countFlag({
    short: "r",
    help: "messages per second, by a schedule",
    initial: undefined,
    lowest: 1,
    highest: 10_000_000,
  }),
  pipeline: countFlag({
    help: "unanswered messages on each connection",
    initial: 1,
    initialText: "1",
    lowest: 1,
    highest: 65_536,
  }),
  warmup: durationFlag({ help: "first load so long without counting", initial: 0, initialText: "0" }),
  newConnection: switchFlag({ only: "tcp", help: "a new connection for each message" }),
  workers: countFlag({ help: "threads", initial: 1, initialText: "1", lowest: 1, highest: 64 }),
  verify: switchFlag({ help: "compare every byte of every reply, as it does" }),
  noVerify: switchFlag({ help: "count bytes alone: 30 % less work at 16 KiB" }),
  timeout: durationFlag({
    short: "W",
    help: "lost if unanswered so long",
    initial: undefined,
    initialText: "10s tcp, 1s udp",
    lowestMs: 1,
  }),
  merge: switchFlag({ help: "combine --json results from standard input" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  format: choiceFlag(Object.keys(loadFormats) as LoadFormat[], {
    placeholder: "NAME",
    help: "text, json or svg",
    initial: undefined,
    initialText: "text",
  }),
  json: switchFlag({ help: "the same as --format json" }),
  ...traceFlags,
  quiet: reportFlags.quiet,
};

export type LoadFlags = FlagValues<typeof flags>;
export type LoadInvocation = Invocation<typeof flags>;

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
