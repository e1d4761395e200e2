import type { BadLine } from "../../base/json_lines.ts";
import type { Host } from "./host.ts";

/** How many bad lines are told one by one. */
const mostBadLines = 5;

/** Says which lines of standard input were skipped, and why. */
export function tellBadLines(
  bad: readonly BadLine[],
  { err, language }: Pick<Host, "err" | "language">,
): void {
  for (const { number, reason } of bad.slice(0, mostBadLines)) {
    const skipped = {
      en: `skipped line ${number}: ${reason.en}`,
      ko: `${number}번째 줄을 건너뜁니다: ${reason.ko}`,
    };
    err.line(skipped[language]);
  }
  const more = bad.length - mostBadLines;
  if (more > 0) err.line({ en: `and ${more} more`, ko: `그 밖에 ${more}줄` }[language]);
}
