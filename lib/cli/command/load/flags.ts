import { loadFormats } from "../../../report/load/formats.ts";
import { duration, nameIn, sizeRange, wholeNumber } from "../../../setting/types.ts";
import type { Invocation } from "../../line/command.ts";
import { reportFlags, traceFlags } from "../../line/common_flags.ts";
import { type FlagValues, switchFlag, valueFlag } from "../../line/flag.ts";

const largestMessageBytes = 1_048_576;

export const loadFlags = {
  connections: valueFlag(wholeNumber(1, 20_000), {
    short: "c",
    help: "connections; sockets over UDP",
    initial: 10,
  }),
  duration: valueFlag(duration(), { short: "d", help: "send for so long", initialText: "10s" }),
  messages: valueFlag(wholeNumber(1, 1_000_000_000), {
    short: "n",
    help: "send so many, however long that takes",
  }),
  size: valueFlag(sizeRange(1, largestMessageBytes), {
    short: "s",
    help: "bytes of a message, or any of a range",
    initial: { lowest: 64, highest: 64 },
  }),
  rate: valueFlag(wholeNumber(1, 10_000_000), { short: "r", help: "messages per second, by a schedule" }),
  pipeline: valueFlag(wholeNumber(1, 65_536), { help: "unanswered messages on each connection", initial: 1 }),
  warmup: valueFlag(duration(0), { help: "first load so long without counting", initial: 0 }),
  newConnection: switchFlag({ only: "tcp", help: "a new connection for each message" }),
  workers: valueFlag(wholeNumber(1, 64), { help: "threads", initial: 1 }),
  verify: switchFlag({ help: "compare every byte of every reply, as it does" }),
  noVerify: switchFlag({ help: "count bytes alone: 30 % less work at 16 KiB" }),
  timeout: valueFlag(duration(), {
    short: "W",
    help: "lost if unanswered so long",
    initialText: "10s tcp, 1s udp",
  }),
  merge: switchFlag({ help: "combine --json results from standard input" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  format: valueFlag(nameIn(loadFormats), { initialText: "text" }),
  json: switchFlag({ help: "the same as --format json" }),
  ...traceFlags,
  quiet: reportFlags.quiet,
};

export type LoadFlags = FlagValues<typeof loadFlags>;
export type LoadInvocation = Invocation<typeof loadFlags>;
