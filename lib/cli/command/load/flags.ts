import { type LoadFormat, loadFormats } from "../../../report/load/formats.ts";
import type { Invocation } from "../../line/command.ts";
import { reportFlags, traceFlags } from "../../line/common_flags.ts";
import {
  choiceFlag,
  countFlag,
  durationFlag,
  type FlagValues,
  sizeRangeFlag,
  switchFlag,
} from "../../line/flag.ts";

const largestMessageBytes = 1_048_576;

export const loadFlags = {
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

export type LoadFlags = FlagValues<typeof loadFlags>;
export type LoadInvocation = Invocation<typeof loadFlags>;
