import { formatDuration } from "../../base/duration.ts";
import { count } from "../../base/numbers.ts";
import type { CheckResult } from "../../client/check/check.ts";
import { visibleText } from "../../base/visible.ts";
import { type CheckFormat, noLines } from "./format.ts";

/** A line for each target, for people. */
export const text: CheckFormat = {
  begin: noLines,
  target: (result) => [textLine(result)],
  end: noLines,
};

function textLine({ target, ok, tookMs, attempts, cause }: CheckResult): string {
  const after = `after ${formatDuration(tookMs)} and ${count(attempts, "attempt")}`;
  if (ok) return `ok      ${target.text}  ${after}`;
  return `FAILED  ${target.text}  ${after}: ${visibleText(cause?.message ?? "")}`;
}
