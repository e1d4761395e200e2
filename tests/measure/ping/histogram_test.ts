import { assert, assertEquals } from "@std/assert";
import { histogram } from "../../../lib/measure/ping/histogram.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

pureTest("histogram() has bins of a round width from the least to the p99", () => {
  const sorted = Float64Array.from({ length: 10 }, (_, index) => 0.15 + index / 10);
  const bounds = [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, 1.1];
  const expected = bounds.slice(1).map((to, index) => ({ from: bounds[index]!, to, count: 1 }));
  assertEquals(histogram(sorted), expected);
});

pureTest("histogram() puts a straggler into a bin of its own", () => {
  const sorted = Float64Array.from([...Array(500).fill(1), ...Array(500).fill(2), 900]);
  const bins = histogram(sorted);
  assertEquals(bins.at(-1)!.count, 1);
  assert(bins.length <= 14 && bins.every(({ to = 0 }) => to < 3));
});

pureTest("histogram() of equal samples is one bin, and of none is none", () => {
  assertEquals(histogram(new Float64Array([5, 5, 5])), [{ from: 5, to: 5.001, count: 3 }]);
  assertEquals(histogram(new Float64Array(0)), []);
});

propertyTest("histogram() counts every sample once, in few bins without gaps", 200, (random) => {
  const scale = 10 ** Math.floor(random() * 8 - 3);
  const length = 1 + Math.floor(random() * 500);
  const sorted = Float64Array.from({ length }, () => random() ** 3 * scale).sort();
  const bins = histogram(sorted);
  assertEquals(bins.reduce((sum, { count }) => sum + count, 0), length);
  assert(bins.length <= 14, String(bins.length));
  bins.slice(1).forEach(({ from }, index) => assertEquals(from, bins[index]!.to));
});
