/**
 * What `ping` writes: a line for each probe and a summary, for a person here and as JSON beside it. An event
 * of `measure/ping/event.ts` comes in, lines come out; every figure was computed before. `en.ts` and `ko.ts`
 * have the words.
 *
 * @module
 */
import { formatDuration } from "../../base/duration.ts";
import { visibleText } from "../../base/visible.ts";
import type {
  PingCause,
  PingEvent,
  PingMode,
  PingSummary,
  ProbeAnswered,
  ProbeFailed,
} from "../../measure/ping/event.ts";
import type { Statistics } from "../../measure/statistics.ts";
import type { Transport } from "../../protocol/transport.ts";
import { hanging } from "../columns.ts";
import { type FigureLayout, figureLines, layoutFor, ms, percent } from "../figures.ts";
import type { PingWords } from "./en.ts";
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
export function pingLines(
  event: PingStarted | Exclude<PingEvent, PingSummary>,
  words: PingWords,
  columns: number,
): PingLines {
  const fit = (line: string): string[] => hanging("", line, columns, "    ");
  switch (event.event) {
    case "started":
      return { notes: fit(startedLine(event, words)) };
    case "probe": {
      const what = "failure" in event ? failed(event, words) : answered(event, words);
      return { results: fit(`${words.probe(event.number)} ${what}`) };
    }
    case "retransmission":
      return { notes: fit(`${words.probe(event.number)} ${words.sentAgain(event.retransmission)}`) };
    case "foreign":
      return { notes: fit(`  ${words.foreign(event.bytes, event.peer)}`) };
    case "ended":
      return { notes: fit(`  ${visibleText(event.message[words.language])}`) };
    case "no-echo":
      return {};
  }
}

function startedLine({ mode, peer, local, connectMs, bytes }: PingStarted, words: PingWords): string {
  const facts = [
    bytes === 0 ? words.connectionsOnly : words.probesOf(bytes),
    ...(mode === "reconnect" ? [words.newConnections] : []),
    ...(local === undefined ? [] : [words.from(local)]),
    ...(connectMs === undefined ? [] : [words.connectedIn(ms(connectMs))]),
  ];
  return `${words.started(peer, mode === "datagram" ? "UDP" : "TCP")} ${facts.join(", ")}`;
}

function answered(event: ProbeAnswered, words: PingWords): string {
  const { bytes, rttMs, sending, connectMs, peer, late, outOfOrder, duplicate, altered } = event;
  const marks = [
    ...(sending === undefined ? [] : [words.fromSending(sending)]),
    ...(connectMs === undefined || peer === undefined ? [] : [words.connected(peer, ms(connectMs))]),
    ...(late ? [words.late] : []),
    ...(outOfOrder ? [words.outOfOrder] : []),
    ...(duplicate ? [words.duplicate] : []),
    ...(altered ? [words.altered] : []),
  ];
  const isConnection = bytes === 0 && peer !== undefined;
  const what = isConnection ? words.connected(peer, ms(rttMs)) : words.reply(bytes, ms(rttMs));
  return [what, ...marks].join(", ");
}

function failed({ message }: ProbeFailed, { language }: PingWords): string {
  return visibleText(message[language]);
}

/** The summary within `columns`, with a histogram below it where that is wanted. */
export function summaryLines(
  summary: PingSummary,
  withHistogram: boolean,
  words: PingWords,
  columns: number,
): string[] {
  const { transport, peer, durationMs, rttMs, histogram } = summary;
  const took = formatDuration(Math.round(durationMs));
  const layout = layoutFor(words.labels, columns);
  return [
    "",
    ...hanging("--- ", words.header(peer, transport.toUpperCase(), took), columns),
    ...countLines(summary, words, layout),
    ...(rttMs === null ? [] : rttLines(summary, rttMs, words, layout)),
    ...(withHistogram && summary.received > 1 ? ["", ...histogramLines(histogram, words, columns)] : []),
  ];
}

function countLines(
  summary: PingSummary,
  { labels, counts }: PingWords,
  layout: FigureLayout,
): string[] {
  const { transport, transmitted, received, lost, lossPercent, pending, notSent, retransmitted, causes } =
    summary;
  const why = (Object.entries(causes) as [PingCause, number][])
    .map(([cause, number]) => counts.cause(number, cause));
  return [
    ...figureLines(labels.probes, [
      counts.sent(transmitted),
      counts.received(received),
      counts.lost(lost, percent(lossPercent)),
      ...(pending === 0 ? [] : [counts.pending(pending)]),
      ...(notSent === 0 ? [] : [counts.notSent(notSent)]),
    ], layout),
    ...figureLines("", [
      counts.duplicates(summary.duplicates),
      counts.outOfOrder(summary.outOfOrder),
      counts.late(summary.late),
      counts.altered(summary.altered),
      counts.foreign(summary.foreign),
    ], layout),
    ...(transport === "udp" || retransmitted > 0
      ? figureLines("", [counts.retransmitted(retransmitted)], layout)
      : []),
    ...figureLines(labels.lost, why, layout),
  ];
}

function rttLines(
  summary: PingSummary,
  rttMs: Statistics,
  words: PingWords,
  layout: FigureLayout,
): string[] {
  const { mode, jitterMs, meanNeighbourDifferenceMs, connectMs, firstRttMs, laterRttMs, quantilesOf } =
    summary;
  const { labels } = words;
  const { rttsFromRetransmission: again } = summary;
  const { min, avg, median, p90, p95, p99, max, stddev } = rttMs;
  const lines = (label: string, ...texts: readonly string[]): string[] => figureLines(label, texts, layout);
  const spread = [
    words.min(ms(min)),
    words.average(ms(avg)),
    words.max(ms(max)),
    words.deviation(ms(stddev)),
  ];
  return [
    ...lines(mode === "connect" ? labels.connect : labels.rtt, ...spread),
    ...lines("", words.median(ms(median)), `p90 ${ms(p90)}`, `p95 ${ms(p95)}`, `p99 ${ms(p99)}`),
    ...(again === 0 ? [] : lines("", words.rttsFromRetransmission(again))),
    ...(summary.received > quantilesOf ? lines("", words.chosen(quantilesOf)) : []),
    ...(jitterMs === null ? [] : lines(labels.jitter, words.jitter(ms(jitterMs)))),
    ...(meanNeighbourDifferenceMs === null ? [] : lines("", words.neighbours(ms(meanNeighbourDifferenceMs)))),
    ...(connectMs === undefined ? [] : lines(labels.connect, ...connectTexts(mode, connectMs, words))),
    ...(firstRttMs === undefined || laterRttMs === undefined ? [] : lines(
      labels.requests,
      words.first(ms(firstRttMs)),
      words.others(ms(laterRttMs.avg)),
      words.median(ms(laterRttMs.median)),
    )),
  ];
}

function connectTexts(mode: PingMode, { min, avg, median, max }: Statistics, words: PingWords): string[] {
  if (mode === "stream") return [ms(avg)];
  return [words.min(ms(min)), words.average(ms(avg)), words.median(ms(median)), words.max(ms(max))];
}

/** What stands behind the figures, for --verbose. */
export function precisionLines(
  { resolutionMs, ownMs }: PingPrecision,
  words: PingWords,
  columns: number,
): string[] {
  const clock = words.resolution(`${(resolutionMs * 1000).toFixed(2)} µs`);
  const own = ownMs === undefined ? [] : [words.own(ms(ownMs.median), ms(ownMs.p99))];
  return [clock, ...own].flatMap((text) => hanging("  ", text, columns));
}
