import type { Clock } from "../base/clock.ts";

const steps = 200;

/** The smallest step of the clock that was observed, in milliseconds. No time is more precise than this. */
export function clockResolution(clock: Clock): number {
  let finestMs = Infinity;
  for (let step = 0; step < steps; step++) {
    const beforeMs = clock.now();
    let afterMs = clock.now();
    while (afterMs === beforeMs) afterMs = clock.now();
    finestMs = Math.min(finestMs, afterMs - beforeMs);
  }
  return finestMs;
}
