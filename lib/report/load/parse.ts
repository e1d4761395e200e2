import * as v from "valibot";
import { maxDurationMs } from "../../base/duration.ts";
import { type BadLine, parseJsonLines } from "../../base/json_lines.ts";
import {
  anyObject,
  count,
  isObject,
  isText,
  list,
  number,
  numberTo,
  object,
  oneOf,
  text,
  trueOrFalse,
} from "../../base/json_schema.ts";
import { Latencies } from "../../measure/latencies.ts";
import { loadLimits } from "../../measure/load/limit.ts";
import type { LoadResult } from "../../measure/load/result.ts";
import { firstStretchMs } from "../../measure/load/series.ts";
import { type Counts, loadErrors, noCounts, type Stretch } from "../../measure/load/tally.ts";

/** More than `load` makes of any run. */
const mostStretches = 1000;

export interface ParsedLoadResults {
  /** In the order of the lines. */
  readonly results: LoadResult[];
  readonly bad: BadLine[];
}

/**
 * Reads what `load --json` printed, of any number of runs one after the other. Other events are passed over; a
 * line that is no event, or a summary that is not whole, is told and costs nothing else.
 */
export function parseLoadResults(lines: string): ParsedLoadResults {
  const { values, bad } = parseJsonLines(lines, event);
  return { results: values.filter((result) => result !== undefined), bad };
}

const counts = v.object(
  Object.fromEntries(Object.keys(noCounts()).map((name) => [name, count])) as Record<
    keyof Counts,
    typeof count
  >,
);

const setting = v.object({
  transport: oneOf(["tcp", "udp"]),
  peer: text,
  loop: oneOf(["closed", "open"]),
  newConnection: trueOrFalse,
  connections: count,
  sizes: v.pipe(
    object({ lowest: count, highest: count }),
    v.check(({ lowest, highest }) => lowest <= highest, "has a lowest above its highest"),
  ),
  rate: number,
  pipeline: count,
  window: count,
  verify: trueOrFalse,
});

const duration = numberTo(maxDurationMs);

const latencies = v.pipe(
  v.nullable(object({ minMs: duration, maxMs: duration, sumMs: number, histogram: text })),
  v.check((stored) => stored === null || stored.minMs <= stored.maxMs, "has a minimum above its maximum"),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }): Latencies => {
    try {
      const restored = value === null ? new Latencies() : Latencies.restore(value);
      if (Number.isSafeInteger(restored.count)) return restored;
    } catch {
      // Whatever the library stumbles over.
    }
    addIssue({ message: "is damaged" });
    return NEVER;
  }),
);

const stretch = v.pipe(
  object({ messages: count, latency: latencies }),
  v.forward(
    v.check(
      ({ messages, latency }) => latency.count === messages,
      ({ input: { messages, latency } }) => `holds ${latency.count} latencies of ${messages} messages`,
    ),
    ["latency"],
  ),
);

const summary = v.pipe(
  v.object({
    ...counts.entries,
    ...setting.entries,
    runs: v.pipe(list(text, isText, { en: "a text", ko: "문자열" }), v.nonEmpty("is empty")),
    durationMs: v.pipe(number, v.notValue(0, "is 0")),
    messagesPerSecond: number,
    bytesInPerSecond: number,
    bytesOutPerSecond: number,
    errors: v.pipe(anyObject, v.record(v.picklist(loadErrors, "is no known cause"), count)),
    histograms: object({ latency: latencies, connect: latencies, late: latencies, lag: latencies }),
    generator: object({
      threads: v.pipe(count, v.minValue(1, "is less than 1")),
      cpuMs: number,
      busyPercent: numberTo(100),
    }),
    series: object({
      // Results with stretches of other lengths could not be laid side by side.
      stretchMs: v.pipe(
        duration,
        v.check(
          (ms) => ms >= firstStretchMs && Number.isInteger(Math.log2(ms / firstStretchMs)),
          `is not ${firstStretchMs} doubled any number of times`,
        ),
      ),
      stretches: v.pipe(
        list(stretch, isObject, { en: "an object", ko: "객체" }),
        v.maxLength(mostStretches, `has more than ${mostStretches}`),
      ),
    }),
    limitedBy: oneOf(loadLimits),
    stopped: trueOrFalse,
  }),
  v.forward(
    v.check(
      ({ messages, histograms: { latency } }) => latency.count === messages,
      ({ input: { messages, histograms: { latency } } }) =>
        `holds ${latency.count} latencies of ${messages} messages`,
    ),
    ["histograms", "latency"],
  ),
  v.forward(
    v.check(
      ({ messages, series: { stretches } }) => messagesOf(stretches) === messages,
      ({ input: { messages, series: { stretches } } }) =>
        `holds ${messagesOf(stretches)} of ${messages} messages`,
    ),
    ["series", "stretches"],
  ),
);

function messagesOf(stretches: readonly Stretch[]): number {
  return stretches.reduce((sum, { messages }) => sum + messages, 0);
}

const result = v.pipe(
  summary,
  v.transform(({ generator, series, histograms, ...facts }): LoadResult => ({
    runs: facts.runs,
    setting: v.parse(setting, facts),
    threads: generator.threads,
    durationMs: facts.durationMs,
    messagesPerSecond: facts.messagesPerSecond,
    bytesInPerSecond: facts.bytesInPerSecond,
    bytesOutPerSecond: facts.bytesOutPerSecond,
    counts: v.parse(counts, facts),
    errors: facts.errors,
    ...histograms,
    limitedBy: facts.limitedBy,
    cpuMs: generator.cpuMs,
    busiest: generator.busyPercent / 100,
    series: series.stretches,
    stretchMs: series.stretchMs,
    wasStopped: facts.stopped,
  })),
);

const otherEvent = v.pipe(object({ event: text }), v.transform(() => undefined));

const event = v.lazy((value) => {
  const { event, limitedBy } = value as Readonly<Record<string, unknown>>;
  if (event !== "summary") return otherEvent;
  return limitedBy === undefined ? v.never("the summary of another command than load") : result;
});
