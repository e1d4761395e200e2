import type { Text } from "../base/text.ts";
import { type Cause, exitCode, exitCodeFor } from "./exit_code.ts";
import type { Stop } from "./host/host.ts";

/** The command did its work and its result is negative. (A single failure is thrown as such.) */
export class NegativeResult extends Error {
  override readonly name = "NegativeResult";

  /**
   * @param hint What to do.
   * @param code What the command ends with.
   */
  constructor(
    readonly kind: string,
    readonly text: Text,
    readonly hint: Text,
    readonly code: number = exitCode.no,
  ) {
    super(text.en);
  }
}

/** The exit code of a command that met these causes: 0 for none, 1 where their codes differ. */
export function codeOfCauses(causes: Iterable<Cause>): number {
  const codes = codesOf(causes);
  const [code = exitCode.ok] = codes;
  return codes.size > 1 ? exitCode.no : code;
}

/**
 * A run without a single reply ends with the code of its cause. It needs one cause for that.
 *
 * @param hint Where to find what happened.
 * @throws {NegativeResult} If their codes differ.
 */
export function refuseDifferent(causes: Iterable<Cause>, hint: Text): void {
  if (codesOf(causes).size <= 1) return;
  throw new NegativeResult("differ", {
    en: "no reply came, for different reasons",
    ko: "여러 가지 원인으로 응답이 하나도 오지 않았습니다",
  }, hint);
}

function codesOf(causes: Iterable<Cause>): Set<number> {
  return new Set(Array.from(causes, exitCodeFor));
}

/** The exit code of a command that came to its end: a stop is no success for it. */
export function stopCode({ code }: Stop): number {
  return code ?? exitCode.ok;
}

/** Whether `error` only says that somebody asked to stop. */
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
