import { assert, assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { Mistake } from "../../lib/base/mistake.ts";
import { type Random, randomInteger } from "../../lib/base/random.ts";
import { Latencies, type StoredLatencies } from "../../lib/measure/latencies.ts";
import { pick, propertyTest, pureTest } from "../support/property.ts";

function latenciesOf(samples: readonly number[]): Latencies {
  const latencies = new Latencies();
  for (const ms of samples) latencies.record(ms);
  return latencies;
}

/** Latencies from microseconds to minutes, most of them short. Sums of them are exact, in any order. */
function randomSamples(random: Random): number[] {
  const longest = pick(random, [1, 100, 100_000]);
  const length = randomInteger(random, 1, 3000);
  return Array.from({ length }, () => Math.ceil(random() ** 4 * longest * 1024) / 1024);
}

const percents = [0.1, 10, 50, 75, 90, 99, 99.9, 99.99, 100];

propertyTest("percentiles have three digits of the sample that a sorted list has there", 40, (random) => {
  const samples = randomSamples(random);
  const latencies = latenciesOf(samples);
  const sorted = samples.toSorted((a, b) => a - b);
  for (const percent of percents) {
    const exact = sorted[Math.max(0, Math.ceil(percent / 100 * sorted.length - 1e-9) - 1)]!;
    const toleranceMs = Math.max(exact / 1000, 0.000_51);
    assertAlmostEquals(latencies.percentileMs(percent), exact, toleranceMs, `${percent} %`);
  }
});

propertyTest("minimum, average and maximum are exact, the deviation nearly so", 20, (random) => {
  const samples = randomSamples(random);
  const { min, avg, max, stddev } = latenciesOf(samples).summary()!;
  const mean = samples.reduce((sum, ms) => sum + ms, 0) / samples.length;
  assertEquals([min, avg, max], [Math.min(...samples), mean, Math.max(...samples)]);
  const variance = samples.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / samples.length;
  assertAlmostEquals(stddev, Math.sqrt(variance), max / 500 + 0.001);
});

propertyTest("several that are merged are one that had all, to the stored text", 20, (random) => {
  const parts = Array.from({ length: randomInteger(random, 1, 6) }, () => randomSamples(random));
  const merged = new Latencies();
  for (const part of parts) merged.merge(latenciesOf(part));
  const whole = latenciesOf(parts.flat());
  assertEquals(merged.summary(), whole.summary());
  assertEquals(merged.store(), whole.store());
  assertEquals(merged.count, whole.count);
});

propertyTest("what is stored, restored and merged further is what it would have been here", 20, (random) => {
  const parts = Array.from({ length: 3 }, () => randomSamples(random));
  const merged = new Latencies();
  for (const part of parts) {
    const text = JSON.stringify(latenciesOf(part).store());
    const restored = Latencies.restore(JSON.parse(text));
    assertEquals(JSON.stringify(restored.store()), text);
    merged.merge(restored);
  }
  const whole = latenciesOf(parts.flat());
  assertEquals(merged.summary(), whole.summary());
  assertEquals(merged.store(), whole.store());
});

pureTest("recording goes on after merging, summing up and storing", () => {
  const latencies = latenciesOf([1, 5000]);
  latencies.merge(latenciesOf([2]));
  latencies.summary();
  latencies.store();
  latencies.record(3);
  latencies.record(7000);
  assertEquals(latencies.summary(), latenciesOf([1, 5000, 2, 3, 7000]).summary());
});

pureTest("merging leaves the other as it was", () => {
  const other = latenciesOf([1, 20, 3000]);
  const before = other.summary();
  latenciesOf([50]).merge(other);
  assertEquals([other.count, other.summary()], [3, before]);
});

pureTest("microseconds up to 2048 have a counter each, and those beyond are not dropped", () => {
  for (const ms of [0, 0.001, 2.046, 2.047]) {
    assertAlmostEquals(latenciesOf([0, ms, 9]).percentileMs(50), ms, 1e-9);
  }
  for (const ms of [2.048, 2.049, 1_048.575, 1_048.576, 1_048.577, 3_600_000, 1e9, 1e12]) {
    const latencies = latenciesOf([0, ms, ms]);
    assertEquals([latencies.count, latencies.maxMs], [3, ms]);
    assertAlmostEquals(latencies.percentileMs(50), ms, ms / 1000);
    assertEquals(Latencies.restore(latencies.store()!).summary(), latencies.summary());
  }
});

pureTest("what is below zero counts as zero, and what has no end as very long", () => {
  const latencies = latenciesOf([-1, NaN, Infinity]);
  assertEquals([latencies.count, latencies.summary()!.min, latencies.percentileMs(50)], [3, 0, 0]);
  assert(Number.isFinite(latencies.maxMs) && latencies.maxMs > 1e12);
  assertEquals(Latencies.restore(latencies.store()!).count, 3);
});

pureTest("a percentile lies never outside what was recorded", () => {
  const latencies = latenciesOf([3000.4, 3000.4]);
  assertEquals(percents.map((percent) => latencies.percentileMs(percent)), percents.map(() => 3000.4));
});

pureTest("none of them have neither a summary nor anything to store, and add nothing", () => {
  const empty = new Latencies();
  assertEquals([empty.count, empty.maxMs, empty.percentileMs(99)], [0, 0, 0]);
  assertEquals([empty.summary(), empty.store()], [undefined, undefined]);
  assertEquals(Latencies.restore(empty.store()).summary(), undefined);
  const some = latenciesOf([1, 2]);
  const before = some.store();
  some.merge(empty);
  empty.merge(new Latencies());
  assertEquals([some.store(), empty.summary()], [before, undefined]);
  empty.merge(some);
  assertEquals(empty.store(), before);
});

const stored = latenciesOf([0.5, 12, 2500]).store()!;
const another = latenciesOf([0.5, 12, 12, 2500]).store()!;

/** What somebody might have changed by hand. */
const nonsense: Record<string, unknown> = {
  "an empty text": { ...stored, histogram: "" },
  "a text that is no base64": { ...stored, histogram: "*" },
  "a text that is no histogram": { ...stored, histogram: "aGVsbG8gd29ybGQ=" },
  "a text that is cut off": { ...stored, histogram: stored.histogram.slice(0, -12) },
  "a number for a text": { ...stored, histogram: 7 },
  "no text at all": { minMs: 1, maxMs: 2, sumMs: 3 },
  "no sum": { ...stored, sumMs: undefined },
  "a sum that is a text": { ...stored, sumMs: "7" },
  "a sum without end": { ...stored, sumMs: Infinity },
  "a sum that is too large": { ...stored, sumMs: 3 * 2500 + 1 },
  "a sum that is too small": { ...stored, sumMs: 1 },
  "a minimum that was never recorded": { ...stored, minMs: 0.4 },
  "a minimum below zero": { ...stored, minMs: -0.5 },
  "a maximum that was never recorded": { ...stored, maxMs: 3000 },
  "a maximum below the minimum": { ...stored, minMs: 2500, maxMs: 0.5 },
};

pureTest("a stored histogram is refused when it cannot be one", () => {
  assertEquals(Latencies.restore(another).count, 4);
  for (const [what, value] of Object.entries(nonsense)) {
    const { text } = assertThrows(
      () => Latencies.restore(value as StoredLatencies),
      Mistake,
      "histogram",
      what,
    );
    assertEquals(text.ko, "히스토그램이 손상되었습니다");
  }
});
