import { assert, assertEquals, assertMatch } from "@std/assert";
import type { PingSummary } from "../../../lib/measure/ping/event.ts";
import { pingLines, precisionLines, summaryLines } from "../../../lib/report/ping/text.ts";
import { statistics, summary } from "../../support/ping_summary.ts";
import { pureTest } from "../../support/property.ts";

pureTest("the summary of a ping says all that was counted and measured, within 80 columns", () => {
  const lines = summaryLines(summary, false);
  assertEquals(lines, [
    "",
    "--- 127.0.0.1:10825 over TCP, 12.346 s",
    "probes    12,000 sent, 11,999 received, 1 lost (less than 0.01 %)",
    "          1 duplicate, 2 out of order, 3 late, 4 altered, 5 foreign",
    "          6 retransmitted",
    "lost      1 timeout",
    "RTT       min 0.080 ms, average 0.102 ms, max 0.150 ms, stddev 0.012 ms",
    "          median 0.100 ms, p90 0.120 ms, p95 0.130 ms, p99 0.140 ms",
    "jitter    0.007 ms (RFC 3550, interarrival)",
    "          0.009 ms mean difference between neighbours",
    "connect   0.300 ms",
    "requests  the first 0.150 ms, the others 0.102 ms on average, median 0.100 ms",
  ]);
  assert(lines.every((line) => line.length <= 80));
});

pureTest("the summary of a ping without a reply has no figures that nobody measured", () => {
  const { connectMs: _, firstRttMs: _first, laterRttMs: _later, ...rest } = summary;
  const silent: PingSummary = {
    ...rest,
    received: 0,
    lost: 12_000,
    lossPercent: 100,
    rttMs: null,
    jitterMs: null,
    meanNeighbourDifferenceMs: null,
    causes: { timeout: 11_000, refused: 1000 },
    histogram: [],
  };
  const lines = summaryLines(silent, true);
  assertEquals(lines.at(-1), "lost      11,000 timeout, 1,000 refused");
  assertEquals(lines[2], "probes    12,000 sent, 0 received, 12,000 lost (100 %)");
});

pureTest("the summary says of how many samples the quantiles are, where not of all", () => {
  const lines = summaryLines({ ...summary, quantilesOf: 10_000 }, false);
  assertMatch(lines.join("\n"), /p99 0\.140 ms\n {10}quantiles of 10,000 RTTs chosen at random/);
});

pureTest("a line for a probe names all that was wrong with its reply", () => {
  const event = { event: "probe", number: 7, bytes: 64, rttMs: 1.2345 } as const;
  assertEquals(pingLines(event).results, ["probe 7: 64 bytes in 1.234 ms"]);
  const bad = { ...event, late: true, outOfOrder: true, duplicate: true, altered: true } as const;
  assertEquals(pingLines(bad).results, [
    "probe 7: 64 bytes in 1.234 ms, late, out of order, duplicate, altered",
  ]);
  const peer = "127.0.0.1:80";
  assertEquals(pingLines({ ...event, bytes: 0, peer }).results, [
    "probe 7: connected to 127.0.0.1:80 in 1.234 ms",
  ]);
  assertEquals(pingLines({ ...event, connectMs: 0.5, peer }).results, [
    "probe 7: 64 bytes in 1.234 ms, connected to 127.0.0.1:80 in 0.500 ms",
  ]);
});

pureTest("what stands behind the figures is said with its unit", () => {
  assertEquals(precisionLines({ resolutionMs: 0.000_04 }), ["  the clock's finest step is 0.04 µs"]);
  assertMatch(
    precisionLines({ resolutionMs: 0.001, ownMs: statistics }).join("\n"),
    /capsock itself adds 0\.100 ms to an RTT/,
  );
});
