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
  saying,
  text,
  trueOrFalse,
} from "../../base/json_schema.ts";
import { Latencies } from "../../measure/latencies.ts";
import { loadLimits } from "../../measure/load/limit.ts";
import { type LoadResult, loadSurrenders } from "../../measure/load/result.ts";
import type { Period } from "../../measure/load/periods.ts";
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
 * Reads what `load --json` printed, of any number of runs one after the other. Other events are skipped; a
 * line that is no event, or a summary that is not whole, is told, and the others are read all the same.
 */
export function parseLoadResults(lines: string): ParsedLoadResults {
  const { values, bad } = parseJsonLines(lines, event);
  return { results: values.filter((result) => result !== undefined), bad };
}

/** Results of older versions do not count it. */
const laterCount = v.optional(count, 0);

const counts = v.object(
  {
    ...Object.fromEntries(Object.keys(noCounts()).map((name) => [name, count])) as Record<
      keyof Counts,
      typeof count
    >,
    pending: laterCount,
    unanswered: laterCount,
  },
);

const setting = v.object({
  transport: oneOf(["tcp", "udp"]),
  peer: text,
  loop: oneOf(["closed", "open"]),
  newConnection: trueOrFalse,
  connections: count,
  sizes: v.pipe(
    object({ lowest: count, highest: count }),
    v.check(
      ({ lowest, highest }) => lowest <= highest,
      saying({ en: "has a lowest above its highest", ko: "lowest가 highest보다 큽니다" }),
    ),
  ),
  rate: number,
  pipeline: count,
  window: count,
  verify: trueOrFalse,
});

const duration = numberTo(maxDurationMs);

const latencies = v.pipe(
  v.nullable(object({ minMs: duration, maxMs: duration, sumMs: number, histogram: text })),
  v.check(
    (stored) => stored === null || stored.minMs <= stored.maxMs,
    saying({ en: "has a minimum above its maximum", ko: "최솟값이 최댓값보다 큽니다" }),
  ),
  v.rawTransform(({ dataset: { value }, addIssue, NEVER }): Latencies => {
    try {
      const restored = value === null ? new Latencies() : Latencies.restore(value);
      if (Number.isSafeInteger(restored.count)) return restored;
    } catch {
      // Whatever the library stumbles over.
    }
    addIssue({ message: saying({ en: "is damaged", ko: "손상되었습니다" }) });
    return NEVER;
  }),
);

function latenciesOf(latencies: number, messages: number): string {
  return saying({
    en: `holds ${latencies} latencies for ${messages} messages`,
    ko: `메시지는 ${messages}개인데 지연 시간은 ${latencies}개입니다`,
  });
}

const stretch = v.pipe(
  object({ messages: count, unanswered: laterCount, latency: latencies }),
  v.forward(
    v.check(
      ({ messages, unanswered, latency }) => latency.count === messages + unanswered,
      ({ input: { messages, unanswered, latency } }) => latenciesOf(latency.count, messages + unanswered),
    ),
    ["latency"],
  ),
);

const availability = object({
  watchedMs: number,
  opened: count,
  openMs: number,
  unconnectedMs: number,
  silentMs: number,
});

const period = v.pipe(
  object({
    startedAt: v.nullable(v.pipe(
      text,
      v.check(
        (at) => Number.isFinite(Date.parse(at)),
        saying({ en: "is not a time", ko: "시각이 아닙니다" }),
      ),
    )),
    durationMs: duration,
  }),
  v.transform(({ startedAt, durationMs }): Period => ({
    startedAtMs: startedAt === null ? undefined : Date.parse(startedAt),
    durationMs,
  })),
);

const unknownCause = saying({ en: "is not a known cause", ko: "알 수 없는 원인입니다" });

const summary = v.pipe(
  v.object({
    ...counts.entries,
    ...setting.entries,
    runs: v.pipe(
      list(text, isText, { en: "a text", ko: "문자열" }),
      v.nonEmpty(saying({ en: "is empty", ko: "비어 있습니다" })),
    ),
    durationMs: v.pipe(number, v.notValue(0, saying({ en: "is 0", ko: "0입니다" }))),
    periods: v.optional(v.pipe(
      list(period, isObject, { en: "an object", ko: "객체" }),
      v.nonEmpty(saying({ en: "is empty", ko: "비어 있습니다" })),
    )),
    messagesPerSecond: v.nullable(number),
    bytesInPerSecond: v.nullable(number),
    bytesOutPerSecond: v.nullable(number),
    errors: v.pipe(anyObject, v.record(v.picklist(loadErrors, unknownCause), count)),
    histograms: object({ latency: latencies, connect: latencies, late: latencies, lag: latencies }),
    generator: object({
      threads: v.pipe(count, v.minValue(1, saying({ en: "is less than 1", ko: "1보다 작습니다" }))),
      cpuMs: v.nullable(number),
      busyPercent: v.nullable(numberTo(100)),
    }),
    series: object({
      // Results with stretches of other lengths could not be laid side by side.
      stretchMs: v.pipe(
        duration,
        v.check(
          (ms) => ms >= firstStretchMs && Number.isInteger(Math.log2(ms / firstStretchMs)),
          saying({
            en: `is not ${firstStretchMs} times a power of two`,
            ko: `${firstStretchMs}에 2의 거듭제곱을 곱한 값이 아닙니다`,
          }),
        ),
      ),
      stretches: v.pipe(
        list(stretch, isObject, { en: "an object", ko: "객체" }),
        v.maxLength(
          mostStretches,
          saying({
            en: `has more than ${mostStretches} items`,
            ko: `항목이 ${mostStretches}개보다 많습니다`,
          }),
        ),
      ),
    }),
    limitedBy: oneOf(loadLimits),
    availability: v.optional(v.nullable(availability)),
    stopped: trueOrFalse,
    gaveUp: v.optional(v.nullable(oneOf(loadSurrenders))),
  }),
  v.forward(
    v.check(
      ({ messages, unanswered, histograms: { latency } }) => latency.count === messages + unanswered,
      ({ input: { messages, unanswered, histograms: { latency } } }) =>
        latenciesOf(latency.count, messages + unanswered),
    ),
    ["histograms", "latency"],
  ),
  v.forward(
    v.check(
      ({ messages, series: { stretches } }) => messagesOf(stretches) === messages,
      ({ input: { messages, series: { stretches } } }) => {
        const held = messagesOf(stretches);
        return saying({
          en: `holds ${held} messages, not ${messages}`,
          ko: `메시지가 ${messages}개가 아니라 ${held}개입니다`,
        });
      },
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
    // Older versions did not tell when a run was.
    periods: facts.periods ?? [{ startedAtMs: undefined, durationMs: facts.durationMs }],
    messagesPerSecond: facts.messagesPerSecond ?? undefined,
    bytesInPerSecond: facts.bytesInPerSecond ?? undefined,
    bytesOutPerSecond: facts.bytesOutPerSecond ?? undefined,
    counts: v.parse(counts, facts),
    errors: facts.errors,
    ...histograms,
    limitedBy: facts.limitedBy,
    availability: facts.availability ?? undefined,
    cpuMs: generator.cpuMs ?? undefined,
    busiest: generator.busyPercent === null ? undefined : generator.busyPercent / 100,
    series: series.stretches,
    stretchMs: series.stretchMs,
    wasStopped: facts.stopped,
    gaveUp: facts.gaveUp ?? undefined,
  })),
);

const otherEvent = v.pipe(object({ event: text }), v.transform(() => undefined));

const event = v.lazy((value) => {
  const { event, limitedBy } = value as Readonly<Record<string, unknown>>;
  if (event !== "summary") return otherEvent;
  if (limitedBy !== undefined) return result;
  return v.never(saying({ en: "not a summary of load", ko: "load의 요약이 아닙니다" }));
});
