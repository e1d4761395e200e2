import { clockResolution as finestStep } from "../../../measure/clock_resolution.ts";
import type { Look } from "./finding.ts";

export const clockResolution: Look = {
  title: "clock",
  look: ({ clock }) => {
    const finestMs = finestStep(clock);
    // Round trips on one machine take some ten microseconds.
    return { ok: finestMs < 0.01, detail: `finest step ${(finestMs * 1000).toFixed(2)} µs` };
  },
};
