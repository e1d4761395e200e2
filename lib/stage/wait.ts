import { unlessAborted } from "../base/abort.ts";
import { timer } from "../base/clock.ts";
import type { Stage } from "./stage.ts";

/**
 * Whether `work` is still going on after `waitMs`; it goes on in either case.
 *
 * @throws The reason of whoever stopped it all meanwhile.
 */
export async function outlasts(
  work: Promise<unknown>,
  waitMs: number,
  { clock, stop }: Stage,
): Promise<boolean> {
  stop.throwIfAborted();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const settle = (): void => resolve(false);
  using _ = timer(clock, waitMs, () => resolve(true));
  work.then(settle, settle);
  return await unlessAborted(promise, stop);
}

/** What was sent before this on loopback has arrived after it: a moment, for systems that deliver later. */
export async function untilArrived(stage: Stage): Promise<void> {
  await outlasts(new Promise(() => {}), 50, stage);
}
