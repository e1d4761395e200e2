import type { CheckResult } from "../../client/check/check.ts";

/** Writes the results of checks in one format. Each function gives lines for standard output. */
export interface CheckFormat {
  /** Before the first result. */
  begin(targets: number): string[];
  /** When a target is decided. @param number Counts the results, from 1. */
  target(result: CheckResult, number: number): string[];
  /** After the last result. */
  end(results: readonly CheckResult[]): string[];
}

/** Lines there are none of. */
export function noLines(): string[] {
  return [];
}
