import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { seededRandom } from "../../lib/base/random.ts";
import { InterarrivalJitter, quantile, Samples } from "../../lib/measure/statistics.ts";
import { propertyTest, pureTest } from "../support/property.ts";

/** Ten round-trip times with a straggler, in the order in which they came. */
const tenSamples = [0.31, 0.12, 0.45, 0.2, 0.2, 1.7, 0.09, 0.33, 0.27, 0.5];

function samplesOf(values: readonly number[], limit?: number): Samples {
  const samples = new Samples(seededRandom(1), limit);
  for (const value of values) samples.add(value);
  return samples;
}

pureTest("Samples gives what NumPy gives for ten samples", () => {
  const statistics = samplesOf(tenSamples).statistics()!;
  // numpy.quantile (its default method), numpy.mean, numpy.std.
  const expected = {
    min: 0.09,
    avg: 0.417,
    median: 0.29,
    p90: 0.62,
    p95: 1.16,
    p99: 1.592,
    max: 1.7,
    stddev: 0.4454222715581249,
  };
  assertEquals(Object.keys(statistics), Object.keys(expected));
  for (const [key, value] of Object.entries(expected)) {
    assertAlmostEquals(statistics[key as keyof typeof expected], value, 1e-12, key);
  }
});

pureTest("Samples gives what Python's statistics module gives for a thousand samples", () => {
  const values = Array.from({ length: 1000 }, (_, index) => index * 7919 % 1000 / 10);
  const { min, avg, median, p90, p95, p99, max, stddev } = samplesOf(values).statistics()!;
  assertEquals([min, max], [0, 99.9]);
  const figures = [avg, median, p90, p95, p99, stddev];
  const expected = [49.95, 49.95, 89.91, 94.905, 98.901, 28.86749902572095];
  figures.forEach((figure, index) => assertAlmostEquals(figure, expected[index]!, 1e-9));
});

pureTest("Samples of one sample is that sample, and of none is nothing", () => {
  const { stddev, ...rest } = samplesOf([7]).statistics()!;
  assertEquals([new Set(Object.values(rest)), stddev], [new Set([7]), 0]);
  assertEquals(samplesOf([]).statistics(), undefined);
});

pureTest("Samples loses nothing small beside something large", () => {
  // The textbook formula with sums of squares gives 0 or nonsense here.
  const { stddev } = samplesOf([1e9, 1e9 + 1, 1e9 + 2]).statistics()!;
  assertAlmostEquals(stddev, Math.sqrt(2 / 3), 1e-6);
});

pureTest("Samples beyond its limit keeps a fair choice, and its ends and mean exactly", () => {
  const values = Array.from({ length: 200_000 }, (_, index) => index);
  const samples = samplesOf(values, 10_000);
  assertEquals([samples.count, samples.kept], [200_000, 10_000]);
  const { min, max, avg, median, p99 } = samples.statistics()!;
  assertEquals([min, max], [0, 199_999]);
  assertAlmostEquals(avg, 99_999.5, 1e-6);
  // Five standard errors of the rank.
  assertAlmostEquals(median, 100_000, 200_000 * 5 * Math.sqrt(0.5 * 0.5 / 10_000));
  assertAlmostEquals(p99, 198_000, 200_000 * 5 * Math.sqrt(0.99 * 0.01 / 10_000));
});

propertyTest("quantile() never leaves the samples and never falls", 100, (random) => {
  const sorted = Array.from({ length: 1 + Math.floor(random() * 50) }, random).sort((a, b) => a - b);
  let last = quantile(sorted, 0);
  assertEquals(last, sorted[0]);
  for (let part = 0.01; part <= 1; part += 0.01) {
    const value = quantile(sorted, Math.min(1, part));
    assert(value >= last && value <= sorted.at(-1)!);
    last = value;
  }
});

pureTest("InterarrivalJitter is that of RFC 3550, appendix A.8", () => {
  const jitter = new InterarrivalJitter();
  assertEquals(jitter.value, undefined);
  jitter.add(tenSamples[0]!);
  assertEquals(jitter.value, undefined);
  tenSamples.slice(1).forEach((sample) => jitter.add(sample));
  assertAlmostEquals(jitter.value!, 0.21722852559803868, 1e-15);
});
