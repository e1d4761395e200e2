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
import { NegativeResult, refuseDifferent, stopCode, unlessStopped } from "../ending.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, traceFlags } from "../line/common_flags.ts";
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
    help: "probes; 0: until Ctrl-C",
    initial: 10,
  }),
  interval: valueFlag(duration(), { short: "i", help: "from probe to probe", initial: 1000 }),
  size: valueFlag(size(smallestProbeBytes, largestProbeBytes), {
    short: "s",
    help: `bytes of a probe, ${smallestProbeBytes} or more`,
    initial: 64,
  }),
  timeout: valueFlag(duration(), { short: "W", help: "wait so long; a later reply is late", initial: 1000 }),
  flood: switchFlag({ help: "the next probe as soon as the last is answered" }),
  connect: switchFlag({ only: "tcp", help: "the time to connect, nothing else" }),
  reconnect: switchFlag({ only: "tcp", help: "a new connection for each probe" }),
  retransmit: valueFlag(wholeNumber(0, 100), {
    only: "udp",
    help: "after a timeout send again, up to N times",
    initial: 0,
    initialText: "",
  }),
  histogram: switchFlag({ help: "show how RTTs are spread, terminal or not" }),
  noHistogram: switchFlag({ help: "do not" }),
  verbose: switchFlag({ help: "the clock's resolution, what capsock itself adds" }),
  ipv4: switchFlag({ short: "4", help: "only IPv4 addresses" }),
  ipv6: switchFlag({ short: "6", help: "only IPv6 addresses" }),
  json: reportFlags.json,
  ...traceFlags,
  quiet: switchFlag({ short: "q", help: "only the summary" }),
};

type PingFlags = FlagValues<typeof flags>;

export const ping = defineCommand({
  name: "ping",
  summary: "round-trip times, loss, order of a service",
  operands: [transportOperand, { usage: "[target]" }],
  about: [
    "This is not ICMP: it does not ask whether a machine is up. It sends numbered probes to a TCP or UDP service that gives back what it gets or its upper-casing, and tells their round-trip times (RTT). Ctrl-C ends with the summary. Ends with 0 if anything came back, else with the code of the cause.",
  ],
  flags,
  examples: [
    ["capsock ping tcp", "against `capsock server tcp`"],
    ["capsock ping tcp example.org:443 --connect", "a service that does not echo"],
    ["capsock ping udp :11758 -c 0 -i 100ms", "until Ctrl-C"],
    ["capsock ping udp --flood -c 20000 -q", "as fast as answers come"],
  ],
  async run({ positionals, flags: values, given }, host) {
    const { transport, endpoint } = parseReachOperands("ping", positionals);
    checkFlags(transport, values, given);
    const { clock, stop } = host;
    const network = new Network({ clock, side: "client", observer: observerFor(values, host) });
    const report = await pingSink(formatOf(values), values, host);
    const run = new PingCommand(network, endpoint, familyOf(values), values, host, report);
    return await unlessStopped(stop, async () => {
      const result = await run.ping(transport);
      report({ event: "result", summary: result.summary, precision: await precisionOf(values, host) });
      return conclude(result, values, host);
    });
  },
});

function checkFlags(transport: Transport, values: PingFlags, given: ReadonlySet<string>): void {
  refuseTogether([
    ["--flood", values.flood, "--interval", given.has("interval")],
    ["--connect", values.connect, "--reconnect", values.reconnect],
    ["--connect", values.connect, "--size", given.has("size")],
    ["--histogram", values.histogram, "--no-histogram", values.noHistogram],
    familyExclusion(values),
  ]);
  if (transport === "udp") refuseLongDatagram(values.size);
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
 * @throws {Failure} The one cause for which nothing came back.
 * @throws {NegativeResult} If there are several, or the service does something else.
 */
function conclude(
  { summary, failure, isNoEcho }: PingResult,
  { quiet }: PingFlags,
  { err, language, stop }: Host,
): number {
  const { received, peer, mode, causes } = summary;
  if (received > 0) return exitCode.ok;
  if (isNoEcho) {
    throw new NegativeResult("no-echo", notEchoed(peer), noEchoHint(mode));
  }
  const met = Object.keys(causes) as PingCause[];
  if (failure === undefined || met.length === 0) return stopCode(stop);
  refuseDifferent(met, causesDifferHint);
  const isSilent = failure.kind === "timeout" && failure.attempt.call === "recv";
  if (isSilent && !quiet) err.line(`  ${silenceHint[language]}`);
  throw failure;
}
