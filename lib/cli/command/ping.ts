import { sameInAll } from "../../base/text.ts";
import type { Transport } from "../../protocol/transport.ts";
import { duration, size, wholeNumber } from "../../setting/types.ts";
import { Network } from "../../net/network.ts";
import { clockResolution } from "../../measure/clock_resolution.ts";
import { notEchoed, type PingCause } from "../../measure/ping/event.ts";
import { smallestProbeBytes } from "../../measure/ping/options.ts";
import { measureOverhead } from "../../measure/ping/overhead.ts";
import type { PingResult } from "../../measure/ping/run.ts";
import type { PingPrecision } from "../../report/ping/text.ts";
import { causesDifferHint, noEchoHint, silenceHint } from "../../report/ping/hints.ts";
import { NegativeResult, refuseDifferent, stopCode } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, targetFlags, traceFlags } from "../line/common_flags.ts";
import { exitCode } from "../exit_code.ts";
import { type FlagValues, switchFlag, valueFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseLongDatagram, refuseTogether } from "../line/flag_checks.ts";
import { formatOf } from "../host/format.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { parseReachOperands, transportOperand } from "../line/operands.ts";
import { PingCommand } from "./ping/run.ts";
import { pingSink } from "./ping/sinks.ts";

const largestProbeBytes = 1_048_576;

const flags = {
  count: valueFlag(wholeNumber(0, 1_000_000_000), {
    short: "c",
    help: { en: "number of probes; 0: until Ctrl-C", ko: "프로브 수. 0이면 Ctrl-C까지" },
    initial: 10,
  }),
  interval: valueFlag(duration(), {
    short: "i",
    help: { en: "time from one probe to the next", ko: "프로브 사이의 간격" },
    initial: 1000,
  }),
  size: valueFlag(size(smallestProbeBytes, largestProbeBytes), {
    short: "s",
    help: {
      en: `bytes of a probe, at least ${smallestProbeBytes}`,
      ko: `프로브의 바이트 수, ${smallestProbeBytes} 이상`,
    },
    initial: 64,
  }),
  timeout: valueFlag(duration(), {
    short: "W",
    help: { en: "a reply after this time counts as late", ko: "이보다 오래 걸린 응답은 늦은 것으로 셈" },
    initial: 1000,
  }),
  flood: switchFlag({
    help: { en: "send the next probe as soon as a reply comes", ko: "응답이 오자마자 다음 프로브 전송" },
  }),
  connect: switchFlag({
    only: "tcp",
    help: { en: "measure only the time to connect", ko: "연결에 걸리는 시간만 측정" },
  }),
  reconnect: switchFlag({
    only: "tcp",
    help: { en: "use a new connection for each probe", ko: "프로브마다 새 연결" },
  }),
  retransmit: valueFlag(wholeNumber(0, 100), {
    only: "udp",
    help: { en: "after a timeout, send again up to N times", ko: "시간 초과 뒤 N번까지 재전송" },
    initial: 0,
    initialText: sameInAll(""),
  }),
  histogram: switchFlag({
    help: { en: "always show how the RTTs are distributed", ko: "RTT 분포를 항상 표시" },
  }),
  noHistogram: switchFlag({
    help: { en: "never show how the RTTs are distributed", ko: "RTT 분포를 표시하지 않음" },
  }),
  verbose: switchFlag({
    help: {
      en: "show the clock's resolution and capsock's own time",
      ko: "시계의 분해능과 capsock 자체의 시간 표시",
    },
  }),
  ...targetFlags,
  ipv4: switchFlag({ short: "4", help: { en: "only IPv4 addresses", ko: "IPv4 주소만" } }),
  ipv6: switchFlag({ short: "6", help: { en: "only IPv6 addresses", ko: "IPv6 주소만" } }),
  json: reportFlags.json,
  ...traceFlags,
  quiet: switchFlag({ short: "q", help: { en: "only the summary", ko: "요약만 표시" } }),
};

type PingFlags = FlagValues<typeof flags>;

export const ping = defineCommand({
  name: "ping",
  summary: { en: "measure round-trip times, loss and order", ko: "왕복 시간(RTT), 손실, 순서 측정" },
  operands: [transportOperand, { usage: "[target]" }],
  about: [
    {
      en:
        "This is not ICMP: it does not ask whether a machine is up. It sends numbered probes to a TCP or UDP service that sends them back, as they are or in capitals, and shows their round-trip times (RTT). Ctrl-C stops it and shows the summary. The exit code is 0 if any reply came and nothing cut the run short, else the code of the cause.",
      ko:
        "ICMP가 아닙니다. 컴퓨터가 켜져 있는지 묻지 않습니다. 받은 것을 그대로, 또는 대문자로 돌려보내는 TCP나 UDP 서비스에 번호가 붙은 프로브를 보내고 왕복 시간(RTT)을 보여 줍니다. Ctrl-C를 누르면 요약을 보여 주고 끝납니다. 응답이 하나라도 왔고 도중에 끊기지 않았으면 종료 코드는 0, 아니면 그 원인의 코드입니다.",
    },
  ],
  flags,
  examples: [
    ["capsock ping tcp", { en: "to `capsock server tcp`", ko: "`capsock server tcp`를 상대로" }],
    ["capsock ping tcp example.org:443 --connect", {
      en: "a service that does not echo",
      ko: "되돌려 주지 않는 서비스",
    }],
    ["capsock ping udp :11758 -c 0 -i 100ms", { en: "until Ctrl-C", ko: "Ctrl-C를 누를 때까지" }],
    ["capsock ping udp --flood -c 20000 -q", {
      en: "as fast as replies come",
      ko: "응답이 오는 만큼 빠르게",
    }],
  ],
  async run({ positionals, flags: values, given }, host) {
    const { transport, endpoint } = parseReachOperands("ping", positionals, values);
    checkFlags(transport, endpoint.host, values, given);
    const { clock } = host;
    const network = new Network({ clock, side: "client", observer: await observerFor(values, host) });
    const report = await pingSink(formatOf(values), values, host);
    const run = new PingCommand(network, endpoint, familyOf(values), values, host, report);
    const result = await run.ping(transport);
    report({ event: "result", summary: result.summary, precision: await precisionOf(values, host) });
    return conclude(result, values, host);
  },
});

function checkFlags(
  transport: Transport,
  host: string,
  values: PingFlags,
  given: ReadonlySet<string>,
): void {
  refuseTogether([
    ["--flood", values.flood, "--interval", given.has("interval")],
    ["--connect", values.connect, "--reconnect", values.reconnect],
    ["--connect", values.connect, "--size", given.has("size")],
    ["--histogram", values.histogram, "--no-histogram", values.noHistogram],
    familyExclusion(values),
  ]);
  if (transport === "udp") refuseLongDatagram(values.size, host, familyOf(values));
}

async function precisionOf(
  { verbose, size: sizeBytes }: PingFlags,
  { clock, random }: Host,
): Promise<PingPrecision> {
  const resolutionMs = clockResolution(clock);
  return { resolutionMs, ...(verbose && { ownMs: await measureOverhead({ clock, random, sizeBytes }) }) };
}

/**
 * @returns The exit code.
 * @throws {Failure} What cut the run short, or the one cause for which nothing came back.
 * @throws {NegativeResult} If there are several, or the service does something else.
 */
function conclude(
  { summary, failure, isCutOff, isNoEcho }: PingResult,
  { quiet }: PingFlags,
  { err, language, stop }: Host,
): number {
  const { received, peer, mode, causes } = summary;
  if (received > 0 && !isCutOff) return exitCode.ok;
  if (isNoEcho) {
    throw new NegativeResult("no-echo", notEchoed(peer), noEchoHint(mode));
  }
  const met = Object.keys(causes) as PingCause[];
  if (received > 0 && failure !== undefined) throw failure;
  if (failure === undefined) return stopCode(stop);
  refuseDifferent(met, causesDifferHint);
  const isSilent = failure.kind === "timeout" && failure.attempt.call === "recv";
  if (isSilent && !quiet) err.line(`  ${silenceHint[language]}`);
  throw failure;
}
