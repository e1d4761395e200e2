import { Latencies, type StoredLatencies } from "../latencies.ts";
import type { LoadResult } from "./result.ts";
import type { Stretch } from "./tally.ts";

type Histograms = "latency" | "connect" | "late" | "lag";

/** A result with stored histograms, which can be sent to another thread. */
export interface StoredResult
  extends Omit<LoadResult, Histograms | "series">, Record<Histograms, StoredLatencies | undefined> {
  readonly series: readonly StoredStretch[];
}

interface StoredStretch extends Omit<Stretch, "latency"> {
  readonly latency: StoredLatencies | undefined;
}

export function storeResult(result: LoadResult): StoredResult {
  return {
    ...result,
    latency: result.latency.store(),
    connect: result.connect.store(),
    late: result.late.store(),
    lag: result.lag.store(),
    series: result.series.map(({ latency, ...counts }) => ({ ...counts, latency: latency.store() })),
  };
}

export function restoreResult(stored: StoredResult): LoadResult {
  const { restore } = Latencies;
  return {
    ...stored,
    latency: restore(stored.latency),
    connect: restore(stored.connect),
    late: restore(stored.late),
    lag: restore(stored.lag),
    series: stored.series.map(({ latency, ...counts }) => ({ ...counts, latency: restore(latency) })),
  };
}
