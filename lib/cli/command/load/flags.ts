import { sameInAll } from "../../../base/text.ts";
import { loadFormats } from "../../../report/load/formats.ts";
import { duration, nameIn, sizeRange, wholeNumber } from "../../../setting/types.ts";
import type { Invocation } from "../../line/command.ts";
import { reportFlags, targetFlags, traceFlags } from "../../line/common_flags.ts";
import { type FlagValues, switchFlag, valueFlag } from "../../line/flag.ts";

const largestMessageBytes = 1_048_576;

export const loadFlags = {
  connections: valueFlag(wholeNumber(1, 20_000), {
    short: "c",
    help: { en: "number of connections (UDP: sockets)", ko: "연결 수(UDP는 소켓 수)" },
    initial: 10,
  }),
  duration: valueFlag(duration(), {
    short: "d",
    help: { en: "send for this long", ko: "전송을 계속하는 시간" },
    initialText: sameInAll("10s"),
  }),
  messages: valueFlag(wholeNumber(1, 1_000_000_000), {
    short: "n",
    help: {
      en: "send this many messages, however long it takes",
      ko: "걸리는 시간과 관계없이 전송할 메시지 수",
    },
  }),
  size: valueFlag(sizeRange(1, largestMessageBytes), {
    short: "s",
    help: { en: "bytes of a message; a range: random sizes", ko: "메시지의 바이트 수. 범위를 주면 무작위" },
    initial: { lowest: 64, highest: 64 },
  }),
  rate: valueFlag(wholeNumber(1, 10_000_000), {
    short: "r",
    help: { en: "messages per second, by a schedule", ko: "1초에 보낼 메시지 수, 시간표대로" },
  }),
  pipeline: valueFlag(wholeNumber(1, 65_536), {
    help: { en: "messages that wait for a reply, per connection", ko: "연결마다 응답을 기다리는 메시지 수" },
    initial: 1,
  }),
  warmup: valueFlag(duration(0), {
    help: { en: "load for this long before counting", ko: "이 시간만큼 먼저 부하를 주고 나서 측정" },
    initial: 0,
  }),
  newConnection: switchFlag({
    only: "tcp",
    help: { en: "use a new connection for each message", ko: "메시지마다 새 연결" },
  }),
  workers: valueFlag(wholeNumber(1, 64), { help: { en: "number of threads", ko: "스레드 수" }, initial: 1 }),
  verify: switchFlag({
    help: {
      en: "compare every byte of every reply (the default)",
      ko: "모든 응답의 모든 바이트를 비교(기본값)",
    },
  }),
  noVerify: switchFlag({
    help: {
      en: "only count bytes: 30 % less work at 16 KiB",
      ko: "바이트 수만 셈: 16 KiB에서 부담 30 % 감소",
    },
  }),
  timeout: valueFlag(duration(), {
    short: "W",
    help: {
      en: "lost without a reply for this long",
      ko: "이 시간 안에 응답이 없으면 손실",
    },
    initialText: sameInAll("10s tcp, 1s udp"),
  }),
  merge: switchFlag({
    help: { en: "combine --json results from standard input", ko: "표준 입력의 --json 결과를 하나로 합침" },
  }),
  ...targetFlags,
  ipv4: switchFlag({ short: "4", help: { en: "only IPv4 addresses", ko: "IPv4 주소만" } }),
  ipv6: switchFlag({ short: "6", help: { en: "only IPv6 addresses", ko: "IPv6 주소만" } }),
  format: valueFlag(nameIn(loadFormats), { initialText: sameInAll("text") }),
  json: switchFlag({ help: { en: "the same as --format json", ko: "--format json과 같음" } }),
  ...traceFlags,
  quiet: reportFlags.quiet,
};

export type LoadFlags = FlagValues<typeof loadFlags>;
export type LoadInvocation = Invocation<typeof loadFlags>;
