import { assertEquals } from "@std/assert";
import { randomInteger } from "../../../lib/base/random.ts";
import { Latencies } from "../../../lib/measure/latencies.ts";
import { type LoadResult, mergeResults } from "../../../lib/measure/load/result.ts";
import { restoreResult, storeResult } from "../../../lib/measure/load/stored_result.ts";
import { propertyTest } from "../../support/property.ts";
import { latenciesOf, resultOf } from "../../support/load_result.ts";

/** All that a result says; of its histograms what is said of them. */
function contentOf(result: LoadResult): string {
  const told = (_: string, value: unknown): unknown =>
    value instanceof Latencies ? [value.count, value.summary()] : value;
  return JSON.stringify(result, told, 1);
}

propertyTest("a result that is stored, sent and restored is what it was, alone and merged", 3, (random) => {
  const some = (): number[] =>
    Array.from({ length: randomInteger(random, 0, 50) }, () => random() ** 4 * 5000);
  const results = Array.from({ length: 3 }, (_, index) =>
    resultOf({
      runs: [`RUN${index}`],
      durationMs: random() * 1e5,
      busiest: random(),
      errors: { reset: randomInteger(random, 1, 9) },
      stretches: [some(), [], some()],
      connect: latenciesOf(...some()),
      late: latenciesOf(),
      lag: latenciesOf(...some()),
    }));
  const restored = results.map((result) => restoreResult(structuredClone(storeResult(result))));
  assertEquals(restored.map(contentOf), results.map(contentOf));
  assertEquals(contentOf(mergeResults(restored)), contentOf(mergeResults(results)));
});
