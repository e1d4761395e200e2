import type { Goal } from "./goal.ts";
import type { Laboratory } from "./laboratory.ts";
import type { Measured } from "./measured.ts";
import type { Alignment } from "./table.ts";

/** The options of the command line. */
export interface Settings {
  readonly rounds: number;
  /** How long one measurement takes. */
  readonly seconds: number;
  /** A compiled capsock. Without it, capsock runs from source. */
  readonly executable: string | undefined;
  /** Another compiled capsock, measured beside it. */
  readonly against: string | undefined;
}

/** One question, which a table answers. */
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
  /** All facts. The rows show a part of them. */
  readonly measured: Measured[];
  readonly goals: Goal[];
  readonly notes?: string[];
}

/** Measuring is impossible. The message is a sentence for the person who started the bench. */
export class BenchError extends Error {}
