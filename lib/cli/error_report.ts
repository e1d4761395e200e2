import { visibleText } from "../base/visible.ts";
import { Failure } from "../protocol/failure.ts";
import { hanging } from "../report/columns.ts";
import { conceptFor } from "../report/concept/for_failure.ts";
import { hintFor } from "../report/hint/hint.ts";
import { jsonLine } from "../report/json.ts";
import type { Language } from "../base/text.ts";
import { NegativeResult } from "./ending.ts";
import { exitCode, exitCodeFor } from "./exit_code.ts";
import type { Output } from "./host/host.ts";
import { UsageError } from "./line/usage_error.ts";
import { versionText } from "./version_text.ts";

/** What went wrong: what was tried and what happened, what to do, and what the program ends with for it. */
export interface ErrorReport {
  readonly kind: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly code: number;
  /** The page that explains the cause. */
  readonly page?: string | undefined;
  /** Of a defect. */
  readonly stack?: string;
  /** The line of a script that went wrong. */
  readonly line?: number;
}

/** The report of anything that can be thrown. */
export function reportOf(error: unknown, language: Language): ErrorReport {
  if (error instanceof UsageError) {
    return {
      kind: "usage",
      message: error.text[language],
      hint: error.hint?.[language],
      code: exitCode.usage,
    };
  }
  if (error instanceof NegativeResult) {
    const { kind, text, hint, code } = error;
    return { kind, message: text[language], hint: hint[language], code };
  }
  if (error instanceof Failure) {
    const { kind, text } = error;
    const [hint, page] = [hintFor(error, language), conceptFor(kind)];
    return { kind, message: text[language], hint, code: exitCodeFor(kind), page };
  }
  const told = error instanceof Error ? error.message : String(error);
  return {
    kind: "defect",
    message: {
      en: `a defect in capsock ${versionText}: ${told}`,
      ko: `capsock ${versionText}의 결함입니다: ${told}`,
    }[language],
    hint: {
      en: "please report it with the lines above and what you typed",
      ko: "위의 줄들과 입력한 명령을 함께 알려 주세요",
    }[language],
    code: exitCode.defect,
    stack: error instanceof Error && error.stack !== undefined
      ? error.stack
      : { en: "no stack", ko: "스택 없음" }[language],
  };
}

/**
 * For a person: what went wrong, and under it what to do. A terminal also gets the command that shows the page about
 * the cause, and lines of its own width; elsewhere a sentence is a line.
 *
 * @param program What is typed before that command; nothing in the shell.
 */
export function errorLines(
  { message, hint, stack, line, page }: Pick<ErrorReport, "message" | "hint" | "stack" | "line" | "page">,
  { paint, isTerminal, columns }: Pick<Output, "paint" | "isTerminal" | "columns">,
  language: Language,
  program = "capsock ",
): string[] {
  const width = isTerminal ? columns : Infinity;
  const text = line === undefined
    ? message
    : { en: `line ${line}: ${message}`, ko: `${line}번째 줄: ${message}` }[language];
  const [first = "", ...more] = hanging("capsock: ", visibleText(text), width);
  return [
    first.replace("capsock:", (name) => paint.bad(name)),
    ...more,
    ...(stack === undefined ? [] : [paint.faint(stack)]),
    ...(hint === undefined ? [] : hanging("  → ", visibleText(hint), width)),
    ...(page === undefined || !isTerminal
      ? []
      : [`  ${{ en: "more:", ko: "자세히:" }[language]} ${program}help ${page}`]),
  ];
}

export function errorJson({ line, kind, message, hint, code }: ErrorReport): string {
  return jsonLine({ event: "error", line, kind, message, hint, code });
}
