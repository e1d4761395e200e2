/**
 * The parts of `check`. A word of the command line (`target.ts`) or an entry of a plan (`plan.ts`), where a
 * mistake is named with its line, becomes a `CheckTarget`; all of them are checked at once (`run.ts`) and
 * shown as they are decided (`sinks.ts`). Checking one is `client/check/`.
 *
 * @module
 */
import type { Sink } from "../../../base/sink.ts";
import { type CheckOptions, type CheckResult, checkTarget } from "../../../client/check/check.ts";
import type { CheckCause, CheckTarget } from "../../../client/check/target.ts";
import type { Network } from "../../../net/network.ts";
import type { CheckEvent } from "./sinks.ts";

export interface CheckRunOptions extends Omit<CheckOptions, "onFailed"> {
  readonly report: Sink<CheckEvent>;
}

/**
 * Checks all targets at once and tells each result once it is known.
 *
 * @param network One for all of them: their sockets are numbered together.
 * @returns One result for each target, also for those that a stop left undecided.
 */
export async function checkAll(
  targets: readonly CheckTarget[],
  network: Network,
  { report, ...options }: CheckRunOptions,
): Promise<CheckResult[]> {
  const waiting = new Map<CheckTarget, CheckCause | undefined>(targets.map((target) => [target, undefined]));
  const results: CheckResult[] = [];
  const tellWaiting = (): void => report({ event: "waiting", targets: waiting });
  const decide = async (target: CheckTarget): Promise<void> => {
    const onFailed = (cause: CheckCause): void => {
      waiting.set(target, cause);
      tellWaiting();
    };
    const result = await checkTarget(network, target, { ...options, onFailed });
    waiting.delete(target);
    results.push(result);
    report({ event: "decided", result, number: results.length });
    tellWaiting();
  };
  report({ event: "begun", targets: targets.length });
  tellWaiting();
  try {
    await Promise.all(targets.map(decide));
  } finally {
    report({ event: "waiting", targets: new Map() });
  }
  report({ event: "ended", results });
  return results;
}
