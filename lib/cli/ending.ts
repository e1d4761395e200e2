import { sameInAll, type Text } from "../base/text.ts";
import { type Cause, exitCode, exitCodeFor } from "./exit_code.ts";
import type { Stop } from "./host/host.ts";

/** The command did its work, and its answer is no: not for one failure, which would be thrown itself. */
export class NegativeResult extends Error {
  override readonly name = "NegativeResult";

  readonly text: Text;
  readonly hint: Text;

  /** @param hint What to do. */
  constructor(readonly kind: string, text: Text | string, hint: Text | string) {
    const sentence = typeof text === "string" ? sameInAll(text) : text;
    super(sentence.en);
    this.text = sentence;
    this.hint = typeof hint === "string" ? sameInAll(hint) : hint;
  }
}

/** What a command ends with that met these causes: with 0 for none, with 1 where their codes differ. */
export function codeOfCauses(causes: Iterable<Cause>): number {
  const codes = codesOf(causes);
  const [code = exitCode.ok] = codes;
  return codes.size > 1 ? exitCode.no : code;
}

/**
 * A run without a single reply ends with the code of its cause. That takes one cause.
 *
 * @param hint Where to find what happened.
 * @throws {NegativeResult} If their codes differ.
 */
export function refuseDifferent(causes: Iterable<Cause>, hint: Text | string): void {
  if (codesOf(causes).size <= 1) return;
  throw new NegativeResult("differ", {
    en: "nothing came back, for different causes",
    ko: "서로 다른 원인으로 응답이 하나도 오지 않았습니다",
  }, hint);
}

function codesOf(causes: Iterable<Cause>): Set<number> {
  return new Set(Array.from(causes, exitCodeFor));
}

/** What a command ends with for which stopping is not success, and which came to its end otherwise. */
export function stopCode({ code }: Stop): number {
  return code ?? exitCode.ok;
}

/** Whether `error` says nothing but that somebody said stop. */
export function isStop(error: unknown, { signal }: Stop): boolean {
  return signal.aborted && error === signal.reason;
}

/** Does `work`; a stop in the middle of it ends the command with the code of the stop. @returns The exit code. */
export async function unlessStopped(stop: Stop, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (isStop(error, stop)) return stop.code ?? exitCode.interrupted;
    throw error;
  }
}
