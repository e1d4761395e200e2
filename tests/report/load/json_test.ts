import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import { loadLimits } from "../../../lib/measure/load/limit.ts";
import { type LoadResult, loadSurrenders, mergeResults } from "../../../lib/measure/load/result.ts";
import { noCounts } from "../../../lib/measure/load/tally.ts";
import { newRun } from "../../../lib/protocol/probe.ts";
import { type Random, randomInteger } from "../../../lib/base/random.ts";
import { loadProgressJson, loadSummaryJson } from "../../../lib/report/load/json.ts";
import { parseLoadResults } from "../../../lib/report/load/parse.ts";
import { availabilityOf, latenciesOf, resultOf } from "../../support/load_result.ts";
import { pick, propertyTest, pureTest } from "../../support/property.ts";

pureTest("the JSON summary of a load has the agreed keys, figures before histograms", () => {
  const summary = JSON.parse(loadSummaryJson(resultOf({ errors: { reset: 2 }, wasStopped: true })));
  const agreed = [
    "event",
    "messages",
    "messagesPerSecond",
    "bytesIn",
    "bytesOut",
    "lost",
    "errors",
    "limitedBy",
  ];
  for (const key of [...agreed, "latencyMs", "connectMs", "durationMs", "generator", "stopped", "runs"]) {
    assert(key in summary, key);
  }
  assertEquals(
    Object.keys(summary.latencyMs),
    ["min", "avg", "stddev", "p50", "p75", "p90", "p99", "p999", "p9999", "max"],
  );
  assertEquals(
    [summary.event, summary.messages, summary.messagesPerSecond, summary.limitedBy, summary.stopped],
    ["summary", 4, 8, "server", true],
  );
  assertEquals([summary.errors, summary.latencyMs.p50, summary.latencyMs.avg], [{ reset: 2 }, 0.6, 1.45]);
  assertEquals([summary.generator.threads, summary.generator.busyPercent], [1, 50]);
  assertEquals(Object.keys(summary).slice(-2), ["histograms", "series"]);
  assertEquals(Object.keys(summary.histograms), ["latency", "connect", "late", "lag"]);
});

pureTest("the JSON summary of a load that nothing answered has null in the place of figures", () => {
  const summary = JSON.parse(
    loadSummaryJson(resultOf({ stretches: [[], []], counts: { sent: 3, lost: 3 } })),
  );
  assertEquals([summary.latencyMs, summary.generator.lateMs, summary.histograms.latency], [null, null, null]);
  assertEquals([summary.messages, summary.lost, summary.lossPercent], [0, 3, 100]);
});

pureTest("messages that were given up are in the JSON's percentiles, and counted", () => {
  const summary = JSON.parse(loadSummaryJson(resultOf({ gaveUpMs: [900, 1000] })));
  assertEquals([summary.messages, summary.unanswered, summary.latencyMs.max], [4, 2, 1000]);
  assertEquals([summary.latencyMs.p99, summary.latencyMs.min], [1000, 0.5]);
});

pureTest("a result of an older version holds the latencies of answered messages alone", () => {
  const older = JSON.parse(loadSummaryJson(resultOf()));
  for (const key of ["unanswered", "pending", "gaveUp", "availability", "startedAt", "periods"]) {
    delete older[key];
  }
  for (const stretch of older.series.stretches) delete stretch.unanswered;
  const { results: [result], bad } = parseLoadResults(JSON.stringify(older));
  assertEquals([bad, result!.counts.unanswered, result!.latency.count], [[], 0, 4]);
  assertEquals(result!.periods, [{ startedAtMs: undefined, durationMs: 500 }]);
});

pureTest("the JSON of progress is one line with milliseconds to the microsecond", () => {
  const progress = { atMs: 500, messages: 3, messagesPerSecond: 6, p99Ms: 0.123456, lost: 0, isWarmup: true };
  assertEquals(
    loadProgressJson(progress),
    '{"event":"progress","atMs":500,"messages":3,"messagesPerSecond":6,"p99Ms":0.123,"lost":0,"warmup":true}',
  );
});

/** Mostly short, some long enough that a histogram has to grow, some below a microsecond. */
function randomLatencies(random: Random, most: number): number[] {
  const scale = 10 ** (random() * 8 - 2);
  return Array.from({ length: randomInteger(random, 0, most) }, () => scale * random() ** 3);
}

function randomResult(random: Random, isScheduled = random() < 0.5): LoadResult {
  const counts = noCounts();
  for (const name of Object.keys(counts) as (keyof typeof counts)[]) {
    counts[name] = randomInteger(random, 0, pick(random, [1, 1000, 2 ** 40]));
  }
  const { messages: _, unanswered: _unanswered, ...others } = counts;
  const lowest = randomInteger(random, 1, 2000);
  const durationMs = 0.001 + random() * 1e5;
  const causes = failureKinds.filter(() => random() < 0.2);
  return resultOf({
    runs: Array.from({ length: randomInteger(random, 1, 3) }, () => newRun(random)),
    setting: {
      transport: "udp",
      peer: pick(random, ["127.0.0.1:7", "[::1]:10825", 'a\n\u001b"\ud800:1', "한글:80"]),
      loop: isScheduled ? "open" : "closed",
      rate: isScheduled ? random() * 1e6 : 0,
      newConnection: random() < 0.5,
      sizes: { lowest, highest: lowest + randomInteger(random, 0, 3) },
      verify: random() < 0.5,
    },
    counts: others,
    errors: Object.fromEntries(causes.map((kind) => [kind, randomInteger(random, 1, 9)])),
    stretches: Array.from({ length: randomInteger(random, 0, 5) }, () => randomLatencies(random, 40)),
    gaveUpMs: randomLatencies(random, 5),
    connect: latenciesOf(...randomLatencies(random, 5)),
    late: latenciesOf(...randomLatencies(random, 5)),
    lag: latenciesOf(...randomLatencies(random, 5)),
    limitedBy: pick(random, loadLimits),
    durationMs,
    periods: pick(random, [
      [{ startedAtMs: undefined, durationMs }],
      [{ startedAtMs: Date.UTC(2026, 0, 1) + randomInteger(random, 0, 1e5), durationMs }],
    ]),
    stretchMs: 500 * 2 ** randomInteger(random, 0, 6),
    busiest: pick(random, [random(), undefined]),
    cpuMs: pick(random, [random() * 1e4, undefined]),
    availability: pick(random, [availabilityOf(random() * 1e4, 10), undefined]),
    gaveUp: pick(random, [undefined, ...loadSurrenders]),
    threads: randomInteger(random, 1, 8),
    wasStopped: random() < 0.5,
  });
}

propertyTest("a result that is read back is the result that was written", 25, (random) => {
  const result = randomResult(random);
  const { results: [back], bad } = parseLoadResults(loadSummaryJson(result));
  assertEquals(bad, []);
  assertEquals(loadSummaryJson(back!), loadSummaryJson(result));
  for (const key of ["latency", "connect", "late", "lag"] as const) {
    assertEquals([back![key].count, back![key].summary()], [result[key].count, result[key].summary()]);
  }
  assertEquals(
    back!.series.map(({ messages, unanswered, latency }) => [messages, unanswered, latency.summary()]),
    result.series.map(({ messages, unanswered, latency }) => [messages, unanswered, latency.summary()]),
  );
  const figures = (
    { latency: _, connect: _c, late: _l, lag: _g, series: _s, busiest: _b, ...rest }: LoadResult,
  ) => rest;
  assertEquals(figures(back!), figures(result));
  assertEquals(back!.busiest === undefined, result.busiest === undefined);
  assert(Math.abs((back!.busiest ?? 0) - (result.busiest ?? 0)) < 1e-6);
});

propertyTest(
  "results can be merged, written, read and merged again: it comes to one merge of all",
  20,
  (random) => {
    const isScheduled = random() < 0.5;
    const made = (): LoadResult => randomResult(random, isScheduled);
    const all = [made(), made(), made()] as const;
    const lines = (...results: readonly LoadResult[]): string => results.map(loadSummaryJson).join("\n");
    const readBack = (text: string): LoadResult => {
      const { results, bad } = parseLoadResults(text);
      assertEquals(bad, []);
      return mergeResults(results);
    };
    const together = readBack(lines(...all));
    const inSteps = readBack(lines(readBack(lines(all[0], all[1])), all[2]));
    const [one, other] = [together, inSteps].map((result) => JSON.parse(loadSummaryJson(result)));
    for (const key of ["messages", "sent", "lost", "errors", "sizes", "runs", "periods", "limitedBy"]) {
      assertEquals(one[key], other[key], key);
    }
    for (const key of ["latency", "connect", "late", "lag"] as const) {
      const [a, b] = [together[key], inSteps[key]];
      assertEquals([a.count, a.maxMs, a.percentileMs(50)], [b.count, b.maxMs, b.percentileMs(50)], key);
      // Sums of the same numbers in another order.
      assert(a.count === 0 || Math.abs(a.summary()!.avg / b.summary()!.avg - 1) < 1e-9);
    }
  },
);

const good = loadSummaryJson(resultOf());

pureTest("results are read from between other events, empty lines and lines that are none", () => {
  const { results, bad } = parseLoadResults([
    '\ufeff{"event":"progress","atMs":500}',
    good,
    "",
    "warning: something else",
    '{"event":"error","kind":"refused"}',
    `${good}\r`,
    '{"event":"summary","transmitted":4,"received":4}',
    "[]",
    '{"messages":1}',
    "",
  ].join("\n"));
  assertEquals(results.map(({ counts }) => counts.messages), [4, 4]);
  assertEquals(bad, [
    { number: 4, reason: { en: "not JSON", ko: "JSON이 아닙니다" } },
    { number: 7, reason: { en: "not a summary of load", ko: "load의 요약이 아닙니다" } },
    { number: 8, reason: { en: "not a JSON object", ko: "JSON 객체가 아닙니다" } },
    { number: 9, reason: { en: '"event" is missing', ko: '"event"가 없습니다' } },
  ]);
});

// deno-lint-ignore no-explicit-any
type Json = any;

const damages: Record<string, [damage: (summary: Json) => void, en: string, ko: string]> = {
  "no messages": [(it) => delete it.messages, '"messages" is missing', '"messages"가 없습니다'],
  "half a message": [
    (it) => it.messages = 1.5,
    '"messages" is not a whole number',
    '"messages": 정수가 아닙니다',
  ],
  "a negative count": [(it) => it.lost = -1, '"lost" is negative', '"lost": 음수입니다'],
  "a number as a text": [
    (it) => it.durationMs = "1",
    '"durationMs" is not a number',
    '"durationMs": 숫자가 아닙니다',
  ],
  "no time": [(it) => it.durationMs = 0, '"durationMs" is 0', '"durationMs": 0입니다'],
  "another limit": [
    (it) => it.limitedBy = "moon\n",
    '"limitedBy" is "moon\\n", which is not known',
    '"limitedBy": 알 수 없는 값입니다("moon\\n")',
  ],
  "another cause": [
    (it) => it.errors = { "__proto": 1 },
    '"errors.__proto" is not a known cause',
    '"errors.__proto": 알 수 없는 원인입니다',
  ],
  "a list of errors": [(it) => it.errors = [], '"errors" is not an object', '"errors": 객체가 아닙니다'],
  "a switch that is neither": [
    (it) => it.verify = 1,
    '"verify" is neither true nor false',
    '"verify": true도 false도 아닙니다',
  ],
  "no runs": [(it) => it.runs = [], '"runs" is empty', '"runs": 비어 있습니다'],
  "a run without a name": [
    (it) => it.runs = [""],
    '"runs" holds something that is not a text',
    '"runs": 문자열이 아닌 항목이 있습니다',
  ],
  "sizes the wrong way round": [
    (it) => it.sizes.lowest = 99,
    '"sizes" has a lowest above its highest',
    '"sizes": lowest가 highest보다 큽니다',
  ],
  "no thread": [
    (it) => it.generator.threads = 0,
    '"generator.threads" is less than 1',
    '"generator.threads": 1보다 작습니다',
  ],
  "too busy": [
    (it) => it.generator.busyPercent = 101,
    '"generator.busyPercent" is larger than 100',
    '"generator.busyPercent": 100보다 큽니다',
  ],
  "no histograms": [(it) => delete it.histograms, '"histograms" is missing', '"histograms"가 없습니다'],
  "a histogram that is a number": [
    (it) => it.histograms.lag = 3,
    '"histograms.lag" is not an object',
    '"histograms.lag": 객체가 아닙니다',
  ],
  "no text of a histogram": [
    (it) => delete it.histograms.lag.histogram,
    '"histograms.lag.histogram" is missing',
    '"histograms.lag.histogram"이 없습니다',
  ],
  "no base64": [
    (it) => it.histograms.connect.histogram = "*".repeat(8),
    '"histograms.connect" is damaged',
    '"histograms.connect": 손상되었습니다',
  ],
  "a histogram cut off": [
    (it) => it.histograms.connect.histogram = it.histograms.connect.histogram.slice(0, 24),
    '"histograms.connect" is damaged',
    '"histograms.connect": 손상되었습니다',
  ],
  "minimum and maximum the wrong way round": [
    (it) => it.histograms.lag.minMs = 5,
    '"histograms.lag" has a minimum above its maximum',
    '"histograms.lag": 최솟값이 최댓값보다 큽니다',
  ],
  "the histogram of another run": [
    (it) => it.histograms.latency = it.histograms.lag,
    '"histograms.latency" holds 2 latencies for 4 messages',
    '"histograms.latency": 메시지는 4개인데 지연 시간은 2개입니다',
  ],
  "no histogram where there are messages": [
    (it) => it.histograms.latency = null,
    '"histograms.latency" holds 0 latencies for 4 messages',
    '"histograms.latency": 메시지는 4개인데 지연 시간은 0개입니다',
  ],
  "stretches of no time": [
    (it) => it.series.stretchMs = 0,
    '"series.stretchMs" is not 500 times a power of two',
    '"series.stretchMs": 500에 2의 거듭제곱을 곱한 값이 아닙니다',
  ],
  "stretches of another time": [
    (it) => it.series.stretchMs = 750,
    '"series.stretchMs" is not 500 times a power of two',
    '"series.stretchMs": 500에 2의 거듭제곱을 곱한 값이 아닙니다',
  ],
  "stretches that are numbers": [
    (it) => it.series.stretches = [1],
    '"series.stretches" holds something that is not an object',
    '"series.stretches": 객체가 아닌 항목이 있습니다',
  ],
  "a missing stretch": [
    (it) => it.series.stretches = [],
    '"series.stretches" holds 0 messages, not 4',
    '"series.stretches": 메시지가 4개가 아니라 0개입니다',
  ],
  "too many stretches": [
    (it) => it.series.stretches = Array.from({ length: 1001 }, () => ({ messages: 0, latency: null })),
    '"series.stretches" has more than 1000 items',
    '"series.stretches": 항목이 1000개보다 많습니다',
  ],
  "a stretch with more messages than latencies": [
    (it) => it.series.stretches[0].messages = 5,
    '"series.stretches[0].latency" holds 4 latencies for 5 messages',
    '"series.stretches[0].latency": 메시지는 5개인데 지연 시간은 4개입니다',
  ],
};

for (const [name, [damage, en, ko]] of Object.entries(damages)) {
  pureTest(`a summary with ${name} is a bad line`, () => {
    const summary = JSON.parse(good);
    damage(summary);
    const bad = [{ number: 1, reason: { en, ko } }];
    assertEquals(parseLoadResults(JSON.stringify(summary)), { results: [], bad });
  });
}

propertyTest(
  "a line with a character changed is a result or a bad line, and nothing is thrown",
  300,
  (random) => {
    const at = randomInteger(random, 0, good.length - 1);
    const line = good.slice(0, at) + pick(random, [...'0A9"{}-, ']) + good.slice(at + 1);
    const { results, bad } = parseLoadResults(line);
    // A letter of the event's own name makes another event of it.
    assert(results.length + bad.length === 1 || !line.includes('"event":"summary"'));
    bad.forEach(({ reason }) => assertMatch(reason.en, /^(not |")/));
    results.forEach((result) => assertNotMatch(loadSummaryJson(result), /NaN|Infinity/));
  },
);
