/**
 * What `ping` writes: a line for each probe and a summary, for a person here and as JSON beside it. An event
 * of `measure/ping/event.ts` comes in, lines come out; every figure was computed before.
 *
 * @module
 */
import { formatDuration } from "../../base/duration.ts";
import type { Transport } from "../../protocol/transport.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type {
  PingEvent,
  PingMode,
  PingSummary,
  ProbeAnswered,
  ProbeFailed,
} from "../../measure/ping/event.ts";
import type { Statistics } from "../../measure/statistics.ts";
import { ms, percent, row } from "../figures.ts";
import { visibleText } from "../../base/visible.ts";
import { histogramLines } from "./histogram.ts";

/** Before the first probe. */
export interface PingStarted {
  readonly event: "started";
  readonly transport: Transport;
  readonly mode: PingMode;
  /** The address in use; what was asked for, where each probe connects anew. */
  readonly peer: string;
  readonly local?: string;
  readonly connectMs?: number;
  /** Of a probe; 0 where nothing is sent. */
  readonly bytes: number;
}

/** How fine the clock is, and what this program itself adds to an RTT, where that was measured. */
export interface PingPrecision {
  readonly resolutionMs: number;
  readonly ownMs?: Statistics | undefined;
}

/** Lines for standard output, and for standard error. */
export interface PingLines {
  readonly results?: readonly string[];
  readonly notes?: readonly string[];
}

/** What is said of an event while it happens. */
export function pingLines(event: PingStarted | Exclude<PingEvent, PingSummary>): PingLines {
  switch (event.event) {
    case "started":
      return { notes: [startedLine(event)] };
    case "probe":
      return { results: [`probe ${event.number}: ${"failure" in event ? failed(event) : answered(event)}`] };
    case "retransmission":
      return { notes: [`probe ${event.number}: sent again (${event.retransmission})`] };
    case "foreign":
      return { notes: [`  ${count(event.bytes, "byte")} from ${event.peer} are no reply to any probe`] };
    case "ended":
      return { notes: [`  ${visibleText(event.message)}`] };
    case "no-echo":
      return {};
  }
}

function startedLine({ mode, peer, local, connectMs, bytes }: PingStarted): string {
  const probes = bytes === 0 ? "connections alone" : `probes of ${count(bytes, "byte")}`;
  const way = mode === "datagram" ? "UDP" : "TCP";
  const from = local === undefined ? "" : `, from ${local}`;
  const after = connectMs === undefined ? "" : `, connected in ${ms(connectMs)}`;
  const each = mode === "reconnect" ? ", a connection each" : "";
  return `ping ${peer} over ${way}: ${probes}${each}${from}${after}`;
}

function answered(event: ProbeAnswered): string {
  const { bytes, rttMs, connectMs, peer, late, outOfOrder, duplicate, altered } = event;
  const marks = [
    ...(connectMs === undefined ? [] : [`connected to ${peer} in ${ms(connectMs)}`]),
    ...(late ? ["late"] : []),
    ...(outOfOrder ? ["out of order"] : []),
    ...(duplicate ? ["duplicate"] : []),
    ...(altered ? ["altered"] : []),
  ];
  const what = bytes === 0 && peer !== undefined
    ? `connected to ${peer} in ${ms(rttMs)}`
    : `${count(bytes, "byte")} in ${ms(rttMs)}`;
  return [what, ...marks].join(", ");
}

function failed({ message }: ProbeFailed): string {
  return visibleText(message);
}

/** The summary, with a histogram below it where that is wanted. */
export function summaryLines(summary: PingSummary, withHistogram: boolean): string[] {
  const { transport, peer, durationMs, rttMs, histogram } = summary;
  const took = formatDuration(Math.round(durationMs));
  return [
    "",
    `--- ${peer} over ${transport.toUpperCase()}, ${took}`,
    ...countLines(summary),
    ...(rttMs === null ? [] : rttLines(summary, rttMs)),
    ...(withHistogram && summary.received > 1 ? ["", ...histogramLines(histogram)] : []),
  ];
}

function countLines(summary: PingSummary): string[] {
  const { transport, transmitted, received, lost, lossPercent, pending, retransmitted, causes } = summary;
  const waiting = pending === 0 ? [] : [`${groupThousands(pending)} not waited for`];
  const why = Object.entries(causes).map(([cause, number]) => `${groupThousands(number)} ${cause}`);
  const marks = [
    [summary.duplicates, summary.duplicates === 1 ? "duplicate" : "duplicates"],
    [summary.outOfOrder, "out of order"],
    [summary.late, "late"],
    [summary.altered, "altered"],
    [summary.foreign, "foreign"],
  ] as const;
  return [
    row("probes", [
      `${groupThousands(transmitted)} sent`,
      `${groupThousands(received)} received`,
      `${groupThousands(lost)} lost (${percent(lossPercent)})`,
      ...waiting,
    ]),
    row("", marks.map(([number, words]) => `${groupThousands(number)} ${words}`)),
    ...(transport === "udp" || retransmitted > 0
      ? [row("", [`${groupThousands(retransmitted)} retransmitted`])]
      : []),
    ...(why.length === 0 ? [] : [row("lost", why)]),
  ];
}

function rttLines(summary: PingSummary, rttMs: Statistics): string[] {
  const { mode, jitterMs, meanNeighbourDifferenceMs, connectMs, firstRttMs, laterRttMs, quantilesOf } =
    summary;
  const { min, avg, median, p90, p95, p99, max, stddev } = rttMs;
  const name = mode === "connect" ? "connect" : "RTT";
  const chosen = `quantiles of ${groupThousands(quantilesOf)} RTTs chosen at random`;
  return [
    row(name, [`min ${ms(min)}`, `average ${ms(avg)}`, `max ${ms(max)}`, `stddev ${ms(stddev)}`]),
    row("", [`median ${ms(median)}`, `p90 ${ms(p90)}`, `p95 ${ms(p95)}`, `p99 ${ms(p99)}`]),
    ...(summary.received > quantilesOf ? [row("", [chosen])] : []),
    ...(jitterMs === null ? [] : [row("jitter", [`${ms(jitterMs)} (RFC 3550, interarrival)`])]),
    ...(meanNeighbourDifferenceMs === null ? [] : [
      row("", [`${ms(meanNeighbourDifferenceMs)} mean difference between neighbours`]),
    ]),
    ...(connectMs === undefined ? [] : [row("connect", connectTexts(mode, connectMs))]),
    ...(firstRttMs === undefined || laterRttMs === undefined ? [] : [
      row("requests", [
        `the first ${ms(firstRttMs)}`,
        `the others ${ms(laterRttMs.avg)} on average`,
        `median ${ms(laterRttMs.median)}`,
      ]),
    ]),
  ];
}

function connectTexts(mode: PingMode, { min, avg, median, max }: Statistics): string[] {
  if (mode === "stream") return [ms(avg)];
  return [`min ${ms(min)}`, `average ${ms(avg)}`, `median ${ms(median)}`, `max ${ms(max)}`];
}

/** What stands behind the figures, for --verbose. */
export function precisionLines({ resolutionMs, ownMs }: PingPrecision): string[] {
  const clock = `  the clock's finest step is ${(resolutionMs * 1000).toFixed(2)} µs`;
  if (ownMs === undefined) return [clock];
  const own = `  capsock itself adds ${ms(ownMs.median)} to an RTT (median; p99 ${ms(ownMs.p99)}):`;
  return [clock, own, "  measured with an echo in its own memory, without sockets"];
}
