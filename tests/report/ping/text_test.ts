import { assert, assertEquals, assertMatch } from "@std/assert";
import type { PingSummary } from "../../../lib/measure/ping/event.ts";
import { pingSummaryJson } from "../../../lib/report/ping/json.ts";
import { histogramLines } from "../../../lib/report/ping/histogram.ts";
import { pingLines, precisionLines, summaryLines } from "../../../lib/report/ping/text.ts";
import { noEchoHint } from "../../../lib/report/ping/hints.ts";
import { pureTest } from "../../support/property.ts";

const statistics = {
  min: 0.08,
  avg: 0.102,
  median: 0.1,
  p90: 0.12,
  p95: 0.13,
  p99: 0.14,
  max: 0.15,
  stddev: 0.0123456,
};

const summary: PingSummary = {
  event: "summary",
  transport: "tcp",
  mode: "stream",
  peer: "127.0.0.1:10825",
  transmitted: 12_000,
  received: 11_999,
  pending: 0,
  lost: 1,
  lossPercent: 1 / 120,
  duplicates: 1,
  outOfOrder: 2,
  late: 3,
  altered: 4,
  foreign: 5,
  retransmitted: 6,
  rttMs: statistics,
  jitterMs: 0.0071,
  meanNeighbourDifferenceMs: 0.0093,
  connectMs: { ...statistics, avg: 0.3 },
  firstRttMs: 0.15,
  laterRttMs: statistics,
  quantilesOf: 11_999,
  causes: { timeout: 1 },
  durationMs: 12_345.6,
  histogram: [{ from: 0.08, to: 0.1, count: 11_000 }, { from: 0.1, to: 0.12, count: 0 }, {
    from: 0.12,
    count: 999,
  }],
};

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

pureTest("a histogram draws what is there, and a tail however short", () => {
  assertEquals(histogramLines(summary.histogram), [
    `    0.08 – 0.10 ms  ${"#".repeat(44)} 11,000`,
    "    0.10 – 0.12 ms  0",
    "  0.12 ms and more  #### 999",
  ]);
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

pureTest("the JSON summary of a ping has the agreed keys", () => {
  const parsed = JSON.parse(pingSummaryJson(summary, { resolutionMs: 0.000_04, ownMs: statistics }));
  const agreed = ["event", "transmitted", "received", "lossPercent", "duplicates", "outOfOrder", "late"];
  for (const key of [...agreed, "altered", "foreign", "retransmitted", "rttMs", "jitterMs"]) {
    assert(key in parsed, key);
  }
  assertEquals(Object.keys(parsed.rttMs), ["min", "avg", "median", "p90", "p95", "p99", "max", "stddev"]);
  assertEquals([parsed.rttMs.stddev, parsed.jitterMs, parsed.lossPercent], [0.0123, 0.007, 0.0083]);
  assertEquals([parsed.clock.resolutionMs, parsed.own.rttMs.median], [0.000_04, 0.1]);
  assertEquals("histogram" in parsed, false);
});

pureTest("the JSON summary of a ping without a reply has null in the place of figures", () => {
  const silent = { ...summary, rttMs: null, jitterMs: null };
  const parsed = JSON.parse(pingSummaryJson(silent, { resolutionMs: 0.001 }));
  assertEquals([parsed.rttMs, parsed.jitterMs], [null, null]);
});

pureTest("what stands behind the figures is said with its unit", () => {
  assertEquals(precisionLines({ resolutionMs: 0.000_04 }), ["  the clock's finest step is 0.04 µs"]);
  assertMatch(
    precisionLines({ resolutionMs: 0.001, ownMs: statistics }).join("\n"),
    /capsock itself adds 0\.100 ms to an RTT/,
  );
});

pureTest("a service that does not echo is named so, with what to do, in both languages", () => {
  assertEquals(noEchoHint("stream", "en"), "this service does not echo; use --connect");
  assertMatch(noEchoHint("reconnect", "ko"), /--connect/);
  assertMatch(noEchoHint("datagram", "ko"), /capsock server udp/);
});
