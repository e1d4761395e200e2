import { decimal } from "./table.ts";

/** A figure that the design wants reached. */
export interface Goal {
  /** What is compared with what: `requests per second at 50 connections, of C`. */
  readonly what: string;
  /** `undefined` where the other side is missing on this machine. */
  readonly value: number | undefined;
  readonly limit: number;
  readonly kind: "at least" | "at most";
}

/** `✓ 0.65 (at least 0.60)  requests per second …` */
export function goalLines(goals: readonly Goal[]): string[] {
  return goals.map(({ what, value, limit, kind }) => {
    const isReached = value !== undefined && (kind === "at least" ? value >= limit : value <= limit);
    const mark = value === undefined ? "–" : isReached ? "✓" : "✗";
    return `${mark} ${decimal(value, 2).padStart(6)}  (${kind} ${limit.toFixed(2)})  ${what}`;
  });
}
