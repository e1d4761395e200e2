import { decimal } from "./table.ts";

/** A figure that the design requires. */
export interface Goal {
  /** What is compared, such as `requests per second at 50 connections, of C`. */
  readonly what: string;
  /** `undefined` if the other side is missing on this machine. */
  readonly value: number | undefined;
  readonly limit: number;
  readonly kind: "at least" | "at most";
}

/** `undefined` if unknown. */
export function isReached({ value, limit, kind }: Goal): boolean | undefined {
  return value === undefined ? undefined : kind === "at least" ? value >= limit : value <= limit;
}

/** `✓ 0.65 (at least 0.60)  requests per second …` */
export function goalLines(goals: readonly Goal[]): string[] {
  return goals.map((goal) => {
    const { what, value, limit, kind } = goal;
    const reached = isReached(goal);
    const mark = reached === undefined ? "–" : reached ? "✓" : "✗";
    return `${mark} ${decimal(value, 2).padStart(6)}  (${kind} ${limit.toFixed(2)})  ${what}`;
  });
}
