import { clockResolution as finestStep } from "../../../measure/clock_resolution.ts";
import type { Look } from "./finding.ts";

export const clockResolution: Look = {
  title: { en: "clock", ko: "시계" },
  look: ({ clock }) => {
    const finestMs = finestStep(clock);
    // A round trip on one machine takes about ten microseconds.
    const step = `${(finestMs * 1000).toFixed(2)} µs`;
    return { ok: finestMs < 0.01, detail: { en: `resolution ${step}`, ko: `분해능 ${step}` } };
  },
};
