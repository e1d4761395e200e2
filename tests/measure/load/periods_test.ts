import { assertEquals } from "@std/assert";
import {
  coveredMs,
  joinedPeriod,
  type Period,
  spanMs,
  type Timing,
  timingOf,
} from "../../../lib/measure/load/periods.ts";
import { pureTest } from "../../support/property.ts";

const newYearMs = Date.UTC(2026, 0, 1);

function at(startMs: number, durationMs: number): Period {
  return { startedAtMs: newYearMs + startMs, durationMs };
}

const older = { startedAtMs: undefined, durationMs: 5000 };

/** Runs, how they were, for how long at least one went on, and from the first start to the last end. */
const table: [what: string, periods: Period[], timing: Timing, coveredMs: number, spanMs: number][] = [
  ["one run", [at(0, 1000.25)], "together", 1000.25, 1000.25],
  ["one run of an older version", [older], "together", 5000, 5000],
  ["two at one moment", [at(0, 1000), at(0, 1000)], "together", 1000, 1000],
  [
    "two of ten seconds, started a second apart",
    [at(0, 10_000), at(1000, 10_000)],
    "together",
    11_000,
    11_000,
  ],
  ["a short one within a long one", [at(0, 6000), at(1000, 1000)], "apart", 6000, 6000],
  ["one after the other", [at(3000, 6000), at(0, 1000)], "apart", 7000, 9000],
  ["half of the time together", [at(0, 2000), at(1000, 2000)], "apart", 3000, 3000],
  ["one of three elsewhere", [at(0, 1000), at(0, 1000), at(5000, 1000)], "apart", 2000, 6000],
  ["two, one of an older version", [at(0, 6000), older], "unknown", 6000, 6000],
  ["two of older versions", [older, older], "unknown", 5000, 5000],
  ["two apart, and one of an older version", [at(0, 100), at(1000, 100), older], "apart", 5000, 1100],
];

for (const [what, periods, timing, covered, span] of table) {
  pureTest(`runs: ${what}: ${timing}`, () => {
    assertEquals([timingOf(periods), coveredMs(periods), spanMs(periods)], [timing, covered, span]);
    assertEquals(timingOf(periods.toReversed()), timing);
  });
}

pureTest("threads of one run are one period", () => {
  assertEquals(joinedPeriod([at(20, 90), at(0, 100)]), at(0, 100));
  assertEquals(joinedPeriod([older]), older);
});
