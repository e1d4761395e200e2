import type { Language } from "../../base/text.ts";
import type { CheckResult } from "../../client/check/check.ts";
import { escapeXml } from "../xml.ts";
import { type CheckFormat, noLines } from "./format.ts";

/** JUnit's XML, as CI systems read it. It is written at the end: it begins with the totals. */
export const junit: CheckFormat = {
  begin: noLines,
  target: noLines,
  end: (results, { language }) => {
    const errors = results.filter(isInterrupted).length;
    const failures = results.filter(({ ok }) => !ok).length - errors;
    const seconds = Math.max(0, ...results.map(({ tookMs }) => tookMs)) / 1000;
    const totals = `tests="${results.length}" failures="${failures}" errors="${errors}" time="${
      seconds.toFixed(3)
    }"`;
    return [
      '<?xml version="1.0" encoding="UTF-8"?>',
      `<testsuites ${totals}>`,
      `  <testsuite name="capsock check" ${totals}>`,
      ...results.flatMap((result) => testCase(result, language)),
      "  </testsuite>",
      "</testsuites>",
    ];
  },
};

function isInterrupted({ cause }: Pick<CheckResult, "cause">): boolean {
  return cause?.kind === "interrupted";
}

function testCase({ target, tookMs, cause }: CheckResult, language: Language): string[] {
  const head = `<testcase classname="capsock.check" name="${escapeXml(target.text)}" time="${
    (tookMs / 1000).toFixed(3)
  }"`;
  if (cause === undefined) return [`    ${head}/>`];
  const message = escapeXml(cause.message[language]);
  // A failure is what the target did wrong; nobody knows what an interrupted one would have done.
  const element = isInterrupted({ cause }) ? "error" : "failure";
  return [
    `    ${head}>`,
    `      <${element} type="${cause.kind}" message="${message}">${message}</${element}>`,
    "    </testcase>",
  ];
}
