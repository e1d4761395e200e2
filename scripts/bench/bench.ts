import type { Goal } from "./goal.ts";
import type { Laboratory } from "./laboratory.ts";
import type { Measured } from "./measured.ts";
import type { Alignment } from "./table.ts";

/** What was asked for on the command line. */
export interface Settings {
  readonly rounds: number;
  /** How long one measurement takes. */
  readonly seconds: number;
  /** A compiled capsock; left out, it runs from source. */
  readonly executable: string | undefined;
  /** Another compiled capsock, measured beside it. */
  readonly against: string | undefined;
}

/** One question that is answered with a table. */
export interface Bench {
  readonly summary: string;
  run(laboratory: Laboratory): Promise<Result>;
}

export interface Result {
  /** The first row names the columns. */
  readonly rows: string[][];
  readonly align: Alignment[];
  /** The program that all others are compared with. */
  readonly reference: string;
  /** Everything that the rows are a choice of. */
  readonly measured: Measured[];
  readonly goals: Goal[];
  readonly notes?: string[];
}

/** Something that makes measuring impossible, in a sentence for whoever started the bench. */
export class BenchError extends Error {}
