/** What a learner reads, in every language that lessons exist in; facts stand in both at the same time. */
export interface Text {
  readonly en: string;
  readonly ko: string;
}

/** A measured duration: `0.2 ms`, `312 ms`. */
export function milliseconds(durationMs: number): string {
  return `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`;
}
