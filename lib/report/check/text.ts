import { formatDuration } from "../../base/duration.ts";
import { count } from "../../base/numbers.ts";
import { visibleText } from "../../base/visible.ts";
import type { CheckResult } from "../../client/check/check.ts";
import { hanging, pad } from "../columns.ts";
import { type CheckFormat, noLines, type Reader } from "./format.ts";

/** A paragraph for each target, for people. */
export const text: CheckFormat = {
  begin: noLines,
  target: (result, _, reader) => textLines(result, reader),
  end: noLines,
};

function textLines(
  { target, ok, tookMs, attempts, cause }: CheckResult,
  { language, columns }: Reader,
): string[] {
  const took = formatDuration(tookMs);
  const mark = ok
    ? { en: "ok", ko: "성공" }
    : cause?.kind === "interrupted"
    ? { en: "STOPPED", ko: "중단" }
    : { en: "FAILED", ko: "실패" };
  const after = {
    en: `after ${took} and ${count(attempts, "attempt")}`,
    ko: `${took}, 시도 ${attempts}회`,
  }[language];
  const why = cause === undefined ? "" : `: ${visibleText(cause.message[language])}`;
  return hanging(pad(mark[language], 8), `${target.text}  ${after}${why}`, columns);
}
