import type { Endpoint } from "../../protocol/endpoint.ts";
import { formatEndpoint } from "../../protocol/endpoint.ts";
import type { FailureKind } from "../../protocol/failure.ts";
import type { Transport } from "../../protocol/transport.ts";
import { Network } from "../../net/network.ts";
import { giveUpNetwork } from "../../net/permissions.ts";
import { bindFor } from "../../client/bind.ts";
import { connectOnce } from "../../client/connect.ts";
import { clockResolution } from "../../measure/clock_resolution.ts";
import { pingConnections } from "../../measure/ping/connections.ts";
import { pingDatagrams } from "../../measure/ping/datagrams.ts";
import type { PingCause, PingEvent, PingSummary } from "../../measure/ping/event.ts";
import { type PingOptions, smallestProbeBytes } from "../../measure/ping/options.ts";
import { measureOverhead, warmUp } from "../../measure/ping/overhead.ts";
import type { PingResult } from "../../measure/ping/run.ts";
import { pingStream } from "../../measure/ping/stream.ts";
import { pingJson, pingSummaryJson } from "../../report/ping/json.ts";
import {
  pingLines,
  type PingPrecision,
  type PingStarted,
  precisionLines,
  summaryLines,
} from "../../report/ping/text.ts";
import { causesDifferHint, noEchoHint, silenceHint } from "../../report/ping/hints.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags, traceFlags } from "../line/common_flags.ts";
import { exitCode, exitCodeFor } from "../exit_code.ts";
import { countFlag, durationFlag, type FlagValues, sizeFlag, switchFlag } from "../line/flag.ts";
import { familyExclusion, familyOf, refuseLongDatagram, refuseTogether } from "../line/flag_checks.ts";
import type { Host } from "../host/host.ts";
import { observerFor } from "../host/observer.ts";
import { parseReachOperands, transportOperand } from "../line/operands.ts";
import { tellNo } from "../verdict.ts";

const largestProbeBytes = 1_048_576;

const flags = {
  count: countFlag({
    short: "c",
    help: "probes; 0: until Ctrl-C",
    initial: 10,
    initialText: "10",
    lowest: 0,
    highest: 1_000_000_000,
  }),
  interval: durationFlag({
    short: "i",
    help: "from probe to probe",
    initial: 1000,
    initialText: "1s",
    lowestMs: 1,
  }),
  size: sizeFlag({
    short: "s",
    help: "bytes of a probe, 40 or more",
    initial: 64,
    initialText: "64",
    lowest: smallestProbeBytes,
    highest: largestProbeBytes,
  }),
  timeout: durationFlag({
    short: "W",
    help: "wait so long; a later reply is late",
    initial: 1000,
    initialText: "1s",
    lowestMs: 1,
  }),
  flood: switchFlag({ help: "the next probe as soon as the last is answered" }),
  connect: switchFlag({ only: "tcp", help: "the time to connect, nothing else" }),
  reconnect: switchFlag({ only: "tcp", help: "a new connection for each probe" }),
  retransmit: countFlag({
    only: "udp",
    help: "after a timeout send again, up to N times",
    initial: 0,
    lowest: 0,
    highest: 100,
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
    const run = new PingCommand(transport, endpoint, values, host);
    try {
      return await run.conclude(await run.ping());
    } catch (error) {
      // Stopped while it connected.
      if (error === host.stop.signal.reason) return host.stop.code ?? exitCode.interrupted;
      throw error;
    }
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

class PingCommand {
  readonly #network: Network;

  constructor(
    readonly transport: Transport,
    readonly endpoint: Endpoint,
    readonly values: PingFlags,
    readonly host: Host,
  ) {
    this.#network = new Network({ clock: host.clock, side: "client", observer: observerFor(values, host) });
  }

  async ping(): Promise<PingResult> {
    await warmUp(this.host.clock, this.host.random);
    if (this.transport === "udp") return await this.#pingDatagrams();
    if (this.values.connect || this.values.reconnect) return await this.#pingConnections();
    return await this.#pingStream();
  }

  async #pingStream(): Promise<PingResult> {
    const { connection, tookMs: connectMs } = await this.#connect(this.endpoint, this.host.stop.signal);
    await giveUpNetwork();
    const [local, peer] = [connection.local, connection.peer].map(formatEndpoint) as [string, string];
    const bytes = this.values.size;
    this.#report({ event: "started", transport: "tcp", mode: "stream", peer, local, connectMs, bytes });
    return await pingStream(connection, connectMs, this.#options());
  }

  async #pingConnections(): Promise<PingResult> {
    const mode = this.values.connect ? "connect" : "reconnect";
    const peer = formatEndpoint(this.endpoint);
    const bytes = mode === "connect" ? 0 : this.values.size;
    this.#report({ event: "started", transport: "tcp", mode, peer, bytes });
    // The address that answered once is asked again: the others would only be refused first each time.
    let { endpoint } = this;
    const connect = async (stop: AbortSignal): ReturnType<typeof connectOnce> => {
      const connected = await this.#connect(endpoint, stop);
      endpoint = connected.connection.peer;
      return connected;
    };
    return await pingConnections(connect, mode, peer, this.#options());
  }

  #connect(endpoint: Endpoint, stop: AbortSignal): ReturnType<typeof connectOnce> {
    const { host: { clock }, values: { timeout: timeoutMs } } = this;
    return connectOnce(this.#network, endpoint, { clock, timeoutMs, family: familyOf(this.values), stop });
  }

  async #pingDatagrams(): Promise<PingResult> {
    const { host: name, port } = this.endpoint;
    const [address] = await this.#network.resolve(name, "udp", familyOf(this.values));
    const peer = { host: address!, port };
    const socket = await bindFor(this.#network, peer);
    const [local, to] = [socket.local, peer].map(formatEndpoint) as [string, string];
    const bytes = this.values.size;
    this.#report({ event: "started", transport: "udp", mode: "datagram", peer: to, local, bytes });
    return await pingDatagrams(socket, peer, name, this.#options());
  }

  #options(): PingOptions {
    const { clock, random, stop: { signal: stop } } = this.host;
    const { count, interval: intervalMs, size: sizeBytes, timeout: timeoutMs, flood } = this.values;
    const { retransmit: retransmissions } = this.values;
    const report = (event: PingEvent): void => {
      if (event.event !== "summary") this.#report(event);
    };
    return { clock, random, count, intervalMs, sizeBytes, timeoutMs, flood, retransmissions, stop, report };
  }

  #report(event: PingStarted | Exclude<PingEvent, PingSummary>): void {
    const { out, err } = this.host;
    if (this.values.quiet) return;
    if (this.values.json) return out.line(pingJson(event));
    const { results = [], notes = [] } = pingLines(event);
    results.forEach((line) => out.line(line));
    notes.forEach((line) => err.line(line));
  }

  /** Shows the summary. @returns The exit code. @throws {Failure} The one cause for which nothing came back. */
  async conclude(result: PingResult): Promise<number> {
    const { summary, failure, isNoEcho } = result;
    await this.#showSummary(summary);
    if (summary.received > 0) return exitCode.ok;
    const { language, stop } = this.host;
    if (isNoEcho) {
      const message = `${summary.peer} does not give probes back`;
      return this.#tellNo("no-echo", message, noEchoHint(summary.mode, language));
    }
    const codes = new Set(Object.keys(summary.causes).map((cause) => exitCodeFor(cause as FailureKind)));
    if (failure === undefined || codes.size === 0) return stop.code ?? exitCode.ok;
    if (codes.size > 1) {
      return this.#tellNo("differ", "nothing came back, for different causes", causesDifferHint(language));
    }
    const isSilent = failure.kind === "timeout" && failure.attempt.call === "recv";
    if (isSilent && !this.values.quiet) this.host.err.line(`  ${silenceHint(language)}`);
    throw failure;
  }

  async #showSummary(summary: PingSummary): Promise<void> {
    const { clock, random, out, err } = this.host;
    const { verbose, json, size: sizeBytes, histogram, noHistogram } = this.values;
    const precision: PingPrecision = {
      resolutionMs: clockResolution(clock),
      ...(verbose && { ownMs: await measureOverhead({ clock, random, sizeBytes }) }),
    };
    if (json) return out.line(pingSummaryJson(summary, precision));
    const withHistogram = histogram || (out.isTerminal && !noHistogram);
    summaryLines(summary, withHistogram).forEach((line) => out.line(line));
    if (verbose) precisionLines(precision).forEach((line) => err.line(line));
  }

  #tellNo(kind: PingCause | "differ", message: string, hint: string): number {
    return tellNo({ kind, message, hint }, this.host, this.values.json);
  }
}
