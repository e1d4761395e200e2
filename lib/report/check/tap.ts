import type { Language } from "../../base/text.ts";
import type { CheckResult } from "../../client/check/check.ts";
import { type CheckFormat, noLines } from "./format.ts";

/** Test Anything Protocol, version 14. */
export const tap: CheckFormat = {
  begin: (targets) => ["TAP version 14", `1..${targets}`],
  target: (result, number, { language }) => [
    `${result.ok ? "ok" : "not ok"} ${number} - ${escapeTap(result.target.text)}`,
    ...diagnostics(result, language),
  ],
  end: noLines,
};

function diagnostics({ tookMs, attempts, cause }: CheckResult, language: Language): string[] {
  // JSON strings are YAML strings.
  const why = cause === undefined
    ? []
    : [`failure: ${cause.kind}`, `message: ${JSON.stringify(cause.message[language])}`];
  const facts = [`duration_ms: ${tookMs.toFixed(3)}`, `attempts: ${attempts}`, ...why];
  return ["  ---", ...facts.map((fact) => `  ${fact}`), "  ..."];
}

/** `#` begins a directive. */
function escapeTap(text: string): string {
  return text.replace(/[\\#]/g, (character) => `\\${character}`);
}
