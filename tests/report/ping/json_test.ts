import { assert, assertEquals } from "@std/assert";
import { pingSummaryJson } from "../../../lib/report/ping/json.ts";
import { statistics, summary } from "../../support/ping_summary.ts";
import { pureTest } from "../../support/property.ts";

pureTest("the JSON summary of a ping has the agreed keys", () => {
  const parsed = JSON.parse(pingSummaryJson(summary, { resolutionMs: 0.000_04, ownMs: statistics }));
  const agreed = ["event", "transmitted", "received", "lossPercent", "duplicates", "outOfOrder", "late"];
  for (const key of [...agreed, "altered", "foreign", "retransmitted", "rttMs", "jitterMs"]) {
    assert(key in parsed, key);
  }
  assertEquals(Object.keys(parsed.rttMs), ["min", "avg", "median", "p90", "p95", "p99", "max", "stddev"]);
  assertEquals([parsed.rttMs.stddev, parsed.jitterMs, parsed.lossPercent], [0.0123, 0.007, 0.0083]);
  assertEquals([parsed.clock.resolutionMs, parsed.own.rttMs.median], [0.000_04, 0.1]);
  assertEquals([parsed.notSent, parsed.rttsFromRetransmission], [0, 0]);
  assertEquals("histogram" in parsed, false);
});

pureTest("the JSON summary of a ping without a reply has null in the place of figures", () => {
  const silent = { ...summary, rttMs: null, jitterMs: null };
  const parsed = JSON.parse(pingSummaryJson(silent, { resolutionMs: 0.001 }));
  assertEquals([parsed.rttMs, parsed.jitterMs], [null, null]);
});
