import { visibleText } from "../base/visible.ts";
import { Failure } from "../protocol/failure.ts";
import { hintFor } from "../report/hint/hint.ts";
import { jsonLine } from "../report/json.ts";
import type { Language } from "../base/text.ts";
import type { Paint } from "../report/paint.ts";
import { NegativeResult } from "./ending.ts";
import { exitCode, exitCodeFor } from "./exit_code.ts";
import { UsageError } from "./line/usage_error.ts";
import { versionText } from "./version_text.ts";

/** What went wrong: what was tried and what happened, what to do, and what the program ends with for it. */
export interface ErrorReport {
  readonly kind: string;
  readonly message: string;
  readonly hint: string | undefined;
  readonly code: number;
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
    return { kind: error.kind, message: error.text[language], hint: error.hint[language], code: exitCode.no };
  }
  if (error instanceof Failure) {
    const { kind, text } = error;
    return { kind, message: text[language], hint: hintFor(error, language), code: exitCodeFor(kind) };
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
    stack: error instanceof Error && error.stack !== undefined ? error.stack : "no stack",
  };
}

/** For a person: what went wrong in one line, and what to do in another. */
export function errorLines(
  { message, hint, stack, line }: Pick<ErrorReport, "message" | "hint" | "stack" | "line">,
  { bad, faint }: Paint,
  language: Language,
): string[] {
  const text = line === undefined
    ? message
    : { en: `line ${line}: ${message}`, ko: `${line}번째 줄: ${message}` }[language];
  return [
    `${bad("capsock:")} ${visibleText(text)}`,
    ...(stack === undefined ? [] : [faint(stack)]),
    ...(hint === undefined ? [] : [`  → ${visibleText(hint)}`]),
  ];
}

export function errorJson({ line, kind, message, hint, code }: ErrorReport): string {
  return jsonLine({ event: "error", line, kind, message, hint, code });
}
