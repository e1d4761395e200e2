import type { Clock } from "../../protocol/clock.ts";
import type { Look } from "./finding.ts";

const steps = 200;

export const clockResolution: Look = {
  title: "clock",
  look: ({ clock }) => {
    const finestMs = finestStep(clock);
    // Round trips on one machine take some ten microseconds.
    return { ok: finestMs < 0.01, detail: `finest step ${(finestMs * 1000).toFixed(2)} µs` };
  },
};

function finestStep(clock: Clock): number {
  let finestMs = Infinity;
  for (let step = 0; step < steps; step++) {
    const before = clock.now();
    let after = clock.now();
    while (after === before) after = clock.now();
    finestMs = Math.min(finestMs, after - before);
  }
  return finestMs;
}
