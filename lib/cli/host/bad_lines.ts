import type { BadLine } from "../../base/json_lines.ts";
import type { Output } from "./host.ts";

/** So many bad lines are told one by one. */
const mostBadLines = 5;

/** Says which lines of standard input were passed over, and why. */
export function tellBadLines(bad: readonly BadLine[], err: Output): void {
  for (const { number, reason } of bad.slice(0, mostBadLines)) {
    err.line(`line ${number} passed over: ${reason}`);
  }
  if (bad.length > mostBadLines) err.line(`and ${bad.length - mostBadLines} more`);
}
