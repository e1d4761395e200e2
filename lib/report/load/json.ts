import { Latencies, type LatencySummary, type StoredLatencies } from "../../measure/latencies.ts";
import type { LoadProgress } from "../../measure/load/progress.ts";
import type { LoadResult } from "../../measure/load/result.ts";
import { jsonLine } from "../json.ts";

/** How a run is going, as one line of JSON. */
export function loadProgressJson({ isWarmup, ...facts }: LoadProgress): string {
  return jsonLine({ event: "progress", ...facts, warmup: isWarmup });
}

/**
 * The result as one line of JSON: first the figures, last the histograms that they come from. Figures that
 * can be made of those are rounded; what `parseLoadResults()` reads is not, down to the length of the run.
 */
export function loadSummaryJson(result: LoadResult): string {
  const { setting, counts, errors, latency, connect, late, lag, series, stretchMs } = result;
  const { messages, bytesIn, bytesOut, sent, lost, ...others } = counts;
  const { transport, peer, loop, newConnection, connections, rate, pipeline, sizes, window, verify } =
    setting;
  const periods = result.periods.map(({ startedAtMs, durationMs }) => ({
    startedAt: startedAtMs === undefined ? null : new Date(startedAtMs).toISOString(),
    durationMs,
  }));
  return JSON.stringify({
    event: "summary",
    limitedBy: result.limitedBy,
    messages,
    messagesPerSecond: result.messagesPerSecond ?? null,
    durationMs: result.durationMs,
    startedAt: periods[0]!.startedAt,
    bytesIn,
    bytesOut,
    bytesInPerSecond: result.bytesInPerSecond ?? null,
    bytesOutPerSecond: result.bytesOutPerSecond ?? null,
    latencyMs: summaryOf(latency),
    connectMs: summaryOf(connect),
    sent,
    lost,
    lossPercent: sent === 0 ? 0 : (lost / sent) * 100,
    errors,
    ...others,
    transport,
    peer,
    loop,
    connections,
    newConnection,
    rate,
    pipeline,
    sizes,
    window,
    verify,
    availability: result.availability ?? null,
    stopped: result.wasStopped,
    gaveUp: result.gaveUp ?? null,
    runs: result.runs,
    periods,
    generator: {
      threads: result.threads,
      cpuMs: result.cpuMs ?? null,
      busyPercent: result.busiest === undefined ? null : round(result.busiest * 100),
      lateMs: summaryOf(late),
      lagMs: summaryOf(lag),
    },
    histograms: { latency: stored(latency), connect: stored(connect), late: stored(late), lag: stored(lag) },
    series: {
      stretchMs,
      stretches: series.map(({ latency, ...counts }) => ({ ...counts, latency: stored(latency) })),
    },
  });
}

function summaryOf(latencies: Latencies): LatencySummary | null {
  const summary = latencies.summary();
  if (summary === undefined) return null;
  return Object.fromEntries(
    Object.entries(summary).map(([key, value]) => [key, round(value)]),
  ) as unknown as LatencySummary;
}

/** As read back: a histogram that had to grow states another range than the same one from its text does. */
function stored(latencies: Latencies): StoredLatencies | null {
  const grown = latencies.store();
  return grown === undefined ? null : Latencies.restore(grown).store()!;
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
