import type { Clock } from "../base/clock.ts";

/** The runtime's monotonic clock, counted from the moment this is called. */
export function systemClock(): Clock {
  const startMs = performance.now();
  return {
    now: () => performance.now() - startMs,
    after: (delayMs, run) => {
      // What is due already is no negative delay: the runtime would warn of it on standard error.
      const timer = setTimeout(run, Math.max(0, delayMs));
      return () => clearTimeout(timer);
    },
  };
}
