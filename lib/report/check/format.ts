import type { Language } from "../../base/text.ts";
import type { CheckResult } from "../../client/check/check.ts";

/** Who reads the results. */
export interface Reader {
  readonly language: Language;
  /** How wide a line may be; infinite where no terminal limits it. */
  readonly columns: number;
}

/** Writes the results of checks in one format. Each function gives lines for standard output. */
export interface CheckFormat {
  /** Before the first result. */
  begin(targets: number): string[];
  /** Once a target is decided. @param number Counts the results, from 1. */
  target(result: CheckResult, number: number, reader: Reader): string[];
  /** After the last result. */
  end(results: readonly CheckResult[], reader: Reader): string[];
}

/** Where a format writes nothing. */
export function noLines(): string[] {
  return [];
}
