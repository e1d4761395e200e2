import type { Result, Settings } from "./bench.ts";
import { type Goal, isReached } from "./goal.ts";
import type { Measured } from "./measured.ts";

/** The conditions of all figures. */
export interface Machine {
  readonly os: string;
  readonly release: string;
  readonly arch: string;
  readonly processors: number;
  /** Whether servers and load each have their own processor. */
  readonly isPinned: boolean;
  readonly deno: string;
}

/** The output of `--json`: everything needed to compare it with results of another day. */
export interface Report extends Settings {
  readonly date: string;
  readonly machine: Machine;
  readonly measurements: { readonly all: number; readonly disturbed: number };
  readonly tables: readonly TableReport[];
}

export interface TableReport {
  readonly name: string;
  readonly summary: string;
  /** The program that `ratio` divides by. */
  readonly reference: string;
  readonly rows: readonly Measured[];
  /** `isReached` is absent if the other side is missing. */
  readonly goals: readonly (Goal & { readonly isReached?: boolean })[];
}

export function tableReport(
  name: string,
  summary: string,
  { reference, measured, goals }: Pick<Result, "reference" | "measured" | "goals">,
): TableReport {
  const judged = goals.map((goal) => {
    const reached = isReached(goal);
    return reached === undefined ? goal : { ...goal, isReached: reached };
  });
  return { name, summary, reference, rows: measured, goals: judged };
}
