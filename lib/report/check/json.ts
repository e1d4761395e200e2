import type { CheckResult } from "../../client/check/check.ts";
import { jsonLine } from "../json.ts";
import { type CheckFormat, noLines } from "./format.ts";

/** An event a line: `target` for each, `summary` at the end. */
export const json: CheckFormat = {
  begin: noLines,
  target: ({ target, ok, tookMs, attempts, cause }, _, { language }) => {
    const why = cause && { failure: cause.kind, message: cause.message };
    const stopped = cause?.kind === "interrupted" ? { interrupted: true } : {};
    return [
      jsonLine({ event: "target", target: target.text, ok, tookMs, attempts, ...why, ...stopped }, language),
    ];
  },
  end: (results) => {
    const passed = results.filter(({ ok }: CheckResult) => ok).length;
    const interrupted = results.filter(({ cause }) => cause?.kind === "interrupted").length;
    const failed = results.length - passed - interrupted;
    const stopped = interrupted === 0 ? {} : { interrupted };
    return [jsonLine({ event: "summary", ok: passed === results.length, passed, failed, ...stopped })];
  },
};
