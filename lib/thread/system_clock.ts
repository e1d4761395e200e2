import type { Clock } from "../base/clock.ts";

/** The runtime's monotonic clock, counted from the moment this is called. */
export function systemClock(): Clock {
  const startMs = performance.now();
  return {
    now: () => performance.now() - startMs,
    after: (delayMs, run) => {
      const timer = setTimeout(run, delayMs);
      return () => clearTimeout(timer);
    },
  };
}
