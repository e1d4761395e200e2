import type { PingSummary } from "../../lib/measure/ping/event.ts";

export const statistics = {
  min: 0.08,
  avg: 0.102,
  median: 0.1,
  p90: 0.12,
  p95: 0.13,
  p99: 0.14,
  max: 0.15,
  stddev: 0.0123456,
};

export const summary: PingSummary = {
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
