import { join } from "../../../measure/load/result.ts";
import type { LoadResult } from "../../../measure/load/result.ts";

/** What went on from one moment to another, in milliseconds since the start. */
export interface Interval {
  readonly fromMs: number;
  readonly toMs: number;
  readonly messagesPerSecond: number;
  /** `undefined` where nothing was answered or given up. */
  readonly p99Ms: number | undefined;
}

/**
 * The stretches of a run with their times. The last one, which the end of the run cut off, belongs to the one
 * before when it is shorter than half of that: of a few milliseconds there is no rate.
 */
export function timeline({ series, stretchMs, durationMs }: LoadResult): Interval[] {
  const stretches = [...series];
  while (stretches.length > 1 && durationMs - (stretches.length - 1) * stretchMs < stretchMs / 2) {
    stretches.push(join(stretches.splice(-2)));
  }
  return stretches.map(({ messages, latency }, index) => {
    const fromMs = index * stretchMs;
    const toMs = index === stretches.length - 1 ? durationMs : fromMs + stretchMs;
    return {
      fromMs,
      toMs,
      messagesPerSecond: (messages * 1000) / (toMs - fromMs),
      p99Ms: latency.count === 0 ? undefined : latency.percentileMs(99),
    };
  });
}
