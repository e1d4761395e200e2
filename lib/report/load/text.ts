import type { LatencySummary } from "../../measure/latencies.ts";
import type { LoadProgress } from "../../measure/load/generator.ts";
import type { LoadResult } from "../../measure/load/result.ts";
import { timerGrainMs } from "../../measure/load/pacer.ts";
import type { Counts, LoadError } from "../../measure/load/tally.ts";
import { formatDuration } from "../../base/duration.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { columnsOf } from "../columns.ts";
import { clip } from "../clip.ts";
import { ms, percent, row } from "../figures.ts";
import { limitText } from "./limit_text.ts";
import { settingText, targetText } from "./setting_text.ts";
import { rateText, sizeText } from "./units.ts";

const widest = 100;
const widestProgress = 79;

/** The result for people, with its lines joined. */
export function loadText(result: LoadResult): string {
  return loadLines(result).join("\n");
}

/** The result for people: first what limited the run, so that no figure is taken for more than it is. */
export function loadLines(result: LoadResult): string[] {
  const { limit, advice } = limitText(result);
  return [
    limit,
    ...(advice === undefined ? [] : [`  → ${advice}`]),
    ...rows("load", [targetText(result), ...settingText(result)]),
    ...messageRows(result),
    ...latencyRows(result),
    ...connectRows(result),
    ...scheduleRows(result),
    ...errorRows(result),
    ...lossRows(result),
    ...replyRows(result),
    ...generatorRows(result),
  ];
}

/** As many lines as the texts need. */
function rows(name: string, texts: readonly string[]): string[] {
  const lines: string[][] = [];
  for (const text of texts) {
    const longer = [...lines.at(-1) ?? [], text];
    if (lines.length > 0 && columnsOf(row(name, longer)) < widest) lines[lines.length - 1] = longer;
    else lines.push([text]);
  }
  return lines.map((line, index) => {
    const more = index < lines.length - 1 ? "," : "";
    return clip(row(index === 0 ? name : "", line) + more, widest);
  });
}

function messageRows({ counts, durationMs, wasStopped, ...rates }: LoadResult): string[] {
  const took = formatDuration(durationMs < 1000 ? durationMs : Math.round(durationMs));
  return [
    ...rows("messages", [
      `${rateText(rates.messagesPerSecond)} per second`,
      `${groupThousands(counts.messages)} in ${took}${wasStopped ? " (stopped early)" : ""}`,
    ]),
    ...rows("bytes", [
      `out ${sizeText(rates.bytesOutPerSecond)}/s (${sizeText(counts.bytesOut)})`,
      `in ${sizeText(rates.bytesInPerSecond)}/s (${sizeText(counts.bytesIn)})`,
    ]),
  ];
}

/** What a timer of this program adds is not the server's doing. */
const fromSchedule =
  `counted from when each message should have left, but for a timer's step of up to ${timerGrainMs} ms`;

function latencyRows({ latency, setting: { loop, newConnection } }: LoadResult): string[] {
  const summary = latency.summary();
  if (summary === undefined) return [];
  const { min, avg, stddev, p50, p75, p90, p99, p999, p9999, max } = summary;
  const counted = [
    ...(loop === "open" ? [fromSchedule] : []),
    ...(newConnection ? ["with the time to connect"] : []),
  ];
  return [
    ...rows("latency", [`p50 ${ms(p50)}`, `p75 ${ms(p75)}`, `p90 ${ms(p90)}`, `p99 ${ms(p99)}`]),
    ...rows("", [`p99.9 ${ms(p999)}`, `p99.99 ${ms(p9999)}`, `max ${ms(max)}`]),
    ...rows("", [`min ${ms(min)}`, `average ${ms(avg)}`, `stddev ${ms(stddev)}`]),
    ...rows("", counted),
  ];
}

function connectRows({ connect, setting: { newConnection }, durationMs }: LoadResult): string[] {
  const summary = connect.summary();
  if (summary === undefined) return [];
  const perSecond = rateText((connect.count * 1000) / durationMs);
  return rows("connect", [
    `${count(connect.count, "connection")}${newConnection ? ` (${perSecond} per second)` : ""}`,
    ...connectTexts(summary),
  ]);
}

function connectTexts({ min, avg, p99, max }: LatencySummary): string[] {
  return [`min ${ms(min)}`, `average ${ms(avg)}`, `p99 ${ms(p99)}`, `max ${ms(max)}`];
}

/** What became of the schedule, where there was one. */
function scheduleRows({ setting: { loop, rate }, counts, late }: LoadResult): string[] {
  if (loop === "closed") return [];
  const { heldUp, unsent } = counts;
  return rows("schedule", [
    `${rateText(rate)} messages/s asked for`,
    ...(late.count === 0 ? [] : [`p99 left ${ms(late.percentileMs(99))} late`]),
    ...(heldUp === 0 ? [] : [`${groupThousands(heldUp)} held up by unanswered ones`]),
    ...(unsent === 0 ? [] : [`${groupThousands(unsent)} never left`]),
  ]);
}

function errorRows({ errors }: LoadResult): string[] {
  const causes = Object.entries(errors) as [LoadError, number][];
  return rows("errors", causes.map(([cause, number]) => `${groupThousands(number)} ${errorWords(cause)}`));
}

function errorWords(cause: LoadError): string {
  return cause === "unasked" ? "unasked (more came than was sent)" : cause;
}

function lossRows({ setting: { transport, window }, counts }: LoadResult): string[] {
  const { sent, lost, duplicates, outOfOrder, late, foreign, heldByWindow } = counts;
  const share = percent(sent === 0 ? 0 : (lost / sent) * 100);
  const losses = `${groupThousands(lost)} of ${groupThousands(sent)} (${share})`;
  if (transport === "tcp") return lost === 0 ? [] : rows("lost", [losses]);
  return [
    ...rows("lost", [losses, ...lossTexts(counts)]),
    ...rows("datagrams", [
      `${groupThousands(duplicates)} ${duplicates === 1 ? "duplicate" : "duplicates"}`,
      `${groupThousands(outOfOrder)} out of order`,
      `${groupThousands(late)} late`,
      `${groupThousands(foreign)} foreign`,
    ]),
    ...rows("window", [
      `at most ${groupThousands(window)} unanswered at a time`,
      ...(heldByWindow === 0 ? [] : [`${groupThousands(heldByWindow)} waited for it`]),
    ]),
  ];
}

/** Where datagrams were lost, as far as that is known. */
function lossTexts({ lost, lostPossiblyHere }: Counts): string[] {
  if (lost === 0) return [];
  const here = Math.min(lost, lostPossiblyHere);
  if (here === 0) return ["none of them in this program's own receive buffer"];
  return [
    `${groupThousands(here)} of them possibly in this program's own receive buffer, that was full`,
    `${groupThousands(lost - here)} elsewhere`,
  ];
}

function replyRows({ setting: { verify }, counts: { messages, altered } }: LoadResult): string[] {
  if (messages + altered === 0) return [];
  const found = altered === 0 ? "none altered" : `${groupThousands(altered)} altered`;
  return rows(
    "replies",
    verify ? ["every byte compared", found] : [
      "bytes not compared",
      ...(altered === 0 ? [] : [found]),
    ],
  );
}

function generatorRows({ threads, busiest, cpuMs, lag }: LoadResult): string[] {
  return rows("capsock", [
    count(threads, "thread"),
    `${threads === 1 ? "" : "the busiest "}${Math.floor(busiest * 100)} % busy`,
    `${formatDuration(Math.round(cpuMs))} of processor time`,
    ...(lag.count === 0 ? [] : [`timers p99 ${ms(lag.percentileMs(99))} late`]),
  ]);
}

/** How a run is going, for one line of a terminal. */
export function progressLine(progress: LoadProgress): string {
  const { atMs, messages, messagesPerSecond, p99Ms, lost, isWarmup } = progress;
  const texts = [
    `${isWarmup ? "warm-up " : ""}${(atMs / 1000).toFixed(1)} s`,
    `${rateText(messagesPerSecond)} messages/s`,
    messagesPerSecond === 0 ? "no reply now" : `p99 ${ms(p99Ms)}`,
    count(messages, "message"),
    `${groupThousands(lost)} lost`,
  ];
  return clip(texts.join("  "), widestProgress);
}
