import { formatDuration } from "../../base/duration.ts";
import type { LoadProgress } from "../../measure/load/progress.ts";
import { timerGrainMs } from "../../measure/load/pacer.ts";
import { type Period, spanMs, timingOf } from "../../measure/load/periods.ts";
import type { LoadResult } from "../../measure/load/result.ts";
import type { Counts, LoadError } from "../../measure/load/tally.ts";
import { clip } from "../clip.ts";
import { hanging } from "../columns.ts";
import { figureLines, layoutFor, ms, percent } from "../figures.ts";
import type { LoadWords } from "./en.ts";
import { limitText } from "./limit_text.ts";
import { settingText, targetText } from "./setting_text.ts";
import { rateText, sizeText } from "./units.ts";

const widestProgress = 79;

/** The result for people, with its lines joined. */
export function loadText(result: LoadResult, words: LoadWords, columns: number): string {
  return loadLines(result, words, columns).join("\n");
}

/** The result for people: first what limited the run, so that no figure is taken for more than it is. */
export function loadLines(result: LoadResult, words: LoadWords, columns: number): string[] {
  const { limit, advice } = limitText(result, words);
  const layout = layoutFor(words.labels, columns);
  return [
    ...hanging("", limit, columns),
    ...(advice === undefined ? [] : hanging("  → ", advice, columns)),
    ...figures(result, words).flatMap(([label, ...texts]) => figureLines(label, texts, layout)),
  ];
}

/** A label, and what stands beside it. */
type Row = readonly [label: string, ...texts: readonly string[]];

function figures(result: LoadResult, words: LoadWords): Row[] {
  return [
    [words.labels.load, targetText(result, words), ...settingText(result, words)],
    ...messageRows(result, words),
    ...latencyRows(result, words),
    connectRow(result, words),
    scheduleRow(result, words),
    errorRow(result, words),
    ...lossRows(result, words),
    replyRow(result, words),
    generatorRow(result, words),
  ];
}

function messageRows(result: LoadResult, words: LoadWords): Row[] {
  const { counts, durationMs, wasStopped, gaveUp, periods } = result;
  const { messagesPerSecond, bytesOutPerSecond, bytesInPerSecond } = result;
  const took = formatDuration(durationMs < 1000 ? durationMs : Math.round(durationMs));
  return [
    [
      words.labels.messages,
      ...(messagesPerSecond === undefined ? [] : [words.perSecond(rateText(messagesPerSecond))]),
      wasStopped ? words.inTimeStopped(counts.messages, took) : words.inTime(counts.messages, took),
      ...(gaveUp === undefined ? [] : [words.gaveUp[gaveUp]]),
    ],
    [
      words.labels.bytes,
      bytesOutPerSecond === undefined
        ? words.outSum(sizeText(counts.bytesOut))
        : words.out(sizeText(bytesOutPerSecond), sizeText(counts.bytesOut)),
      bytesInPerSecond === undefined
        ? words.inSum(sizeText(counts.bytesIn))
        : words.in(sizeText(bytesInPerSecond), sizeText(counts.bytesIn)),
    ],
    runsRow(periods, words),
  ];
}

function latencyRows(result: LoadResult, words: LoadWords): Row[] {
  const { latency, counts: { unanswered }, setting: { loop, newConnection } } = result;
  const summary = latency.summary();
  if (summary === undefined) return [];
  const { min, avg, stddev, p50, p75, p90, p99, p999, p9999, max } = summary;
  return [
    [words.labels.latency, `p50 ${ms(p50)}`, `p75 ${ms(p75)}`, `p90 ${ms(p90)}`, `p99 ${ms(p99)}`],
    ["", `p99.9 ${ms(p999)}`, `p99.99 ${ms(p9999)}`, words.max(ms(max))],
    ["", words.min(ms(min)), words.average(ms(avg)), words.deviation(ms(stddev))],
    [
      "",
      // What a timer of this program adds is not the server's doing.
      ...(loop === "open" ? [words.fromSchedule(`${timerGrainMs} ms`)] : []),
      ...(newConnection ? [words.withConnect] : []),
    ],
    ["", ...(unanswered === 0 ? [] : [words.unanswered(unanswered)])],
  ];
}

function runsRow(periods: readonly Period[], words: LoadWords): Row {
  if (periods.length === 1) return [words.labels.runs];
  return [
    words.labels.runs,
    words.runs[timingOf(periods)](periods.length, formatDuration(Math.round(spanMs(periods) / 100) * 100)),
  ];
}

function connectRow(result: LoadResult, words: LoadWords): Row {
  const { connect, setting: { newConnection }, durationMs, messagesPerSecond } = result;
  const summary = connect.summary();
  if (summary === undefined) return [words.labels.connect];
  const { min, avg, p99, max } = summary;
  const perSecond = rateText((connect.count * 1000) / durationMs);
  return [
    words.labels.connect,
    newConnection && messagesPerSecond !== undefined
      ? words.connectedPerSecond(connect.count, perSecond)
      : words.connected(connect.count),
    words.min(ms(min)),
    words.average(ms(avg)),
    `p99 ${ms(p99)}`,
    words.max(ms(max)),
  ];
}

/** What became of the schedule, where there was one. */
function scheduleRow(result: LoadResult, words: LoadWords): Row {
  const { setting: { loop, rate }, counts, late, messagesPerSecond } = result;
  const { heldUp, unsent } = counts;
  if (loop === "closed") return [words.labels.schedule];
  return [
    words.labels.schedule,
    ...(messagesPerSecond === undefined ? [] : [words.requested(rateText(rate))]),
    ...(late.count === 0 ? [] : [words.lateP99(ms(late.percentileMs(99)))]),
    ...(heldUp === 0 ? [] : [words.heldUp(heldUp)]),
    ...(unsent === 0 ? [] : [words.unsent(unsent)]),
  ];
}

function errorRow({ errors }: LoadResult, words: LoadWords): Row {
  const causes = Object.entries(errors) as [LoadError, number][];
  return [words.labels.errors, ...causes.map(([cause, number]) => words.cause(number, cause))];
}

function lossRows({ setting: { transport, window }, counts }: LoadResult, words: LoadWords): Row[] {
  const { sent, lost, pending, duplicates, outOfOrder, late, foreign, heldByWindow } = counts;
  const losses = words.lostOf(lost, sent, percent(sent === 0 ? 0 : (lost / sent) * 100));
  const unawaited = pending === 0 ? [] : [words.notWaitedFor(pending)];
  if (transport === "tcp") return lost + pending === 0 ? [] : [[words.labels.lost, losses, ...unawaited]];
  return [
    [words.labels.lost, losses, ...unawaited, ...lossTexts(counts, words)],
    [
      words.labels.datagrams,
      words.duplicates(duplicates),
      words.outOfOrder(outOfOrder),
      words.late(late),
      words.foreign(foreign),
    ],
    [words.labels.window, words.atMost(window), ...(heldByWindow === 0 ? [] : [words.waited(heldByWindow)])],
  ];
}

/** Where datagrams were lost, as far as that is known. */
function lossTexts({ lost, lostPossiblyHere }: Counts, words: LoadWords): string[] {
  if (lost === 0) return [];
  const here = Math.min(lost, lostPossiblyHere);
  return here === 0 ? [words.noneLostHere] : [words.lostHere(here), words.lostElsewhere(lost - here)];
}

function replyRow(
  { setting: { verify }, counts: { messages, altered } }: LoadResult,
  words: LoadWords,
): Row {
  if (messages + altered === 0) return [words.labels.replies];
  return [
    words.labels.replies,
    verify ? words.compared : words.notCompared,
    ...(altered > 0 ? [words.altered(altered)] : verify ? [words.noneAltered] : []),
  ];
}

function generatorRow({ threads, busiest, cpuMs, lag }: LoadResult, words: LoadWords): Row {
  return [
    words.labels.capsock,
    words.threads(threads),
    ...cpuTexts(threads, busiest, cpuMs, words),
    ...(lag.count === 0 ? [] : [words.timers(ms(lag.percentileMs(99)))]),
  ];
}

function cpuTexts(
  threads: number,
  busiest: number | undefined,
  cpuMs: number | undefined,
  words: LoadWords,
): string[] {
  if (busiest === undefined || cpuMs === undefined) return [words.cpuUnknown];
  const percent = Math.floor(busiest * 100);
  return [
    threads === 1 ? words.busy(percent) : words.busiest(percent),
    words.cpu(formatDuration(Math.round(cpuMs))),
  ];
}

/** How a run is going, for one line of a terminal: it leaves the last column free. */
export function progressLine(progress: LoadProgress, words: LoadWords, columns: number): string {
  const { atMs, messages, messagesPerSecond, p99Ms, lost, isWarmup, wait } = progress;
  const time = `${(atMs / 1000).toFixed(1)} s`;
  const texts = [
    isWarmup ? words.warmup(time) : time,
    ...(wait === undefined ? [] : [words.waiting(wait.messages, formatDuration(wait.longestMs))]),
    words.messagesPerSecond(rateText(messagesPerSecond)),
    messagesPerSecond === 0 ? words.noReplyNow : `p99 ${ms(p99Ms)}`,
    words.messages(messages),
    words.lost(lost),
  ];
  return clip(texts.join("  "), Math.min(widestProgress, columns - 1));
}
