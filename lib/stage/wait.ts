import type { Stage } from "./stage.ts";

/**
 * Whether `work` is still going on after `waitMs`; it goes on in either case.
 *
 * @throws The reason of whoever stopped the lesson meanwhile.
 */
export async function outlasts(
  work: Promise<unknown>,
  waitMs: number,
  { clock, stop }: Stage,
): Promise<boolean> {
  stop.throwIfAborted();
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const settle = (): void => resolve(false);
  const cancel = clock.after(waitMs, () => resolve(true));
  stop.addEventListener("abort", settle);
  work.then(settle, settle);
  try {
    const isWaiting = await promise;
    stop.throwIfAborted();
    return isWaiting;
  } finally {
    stop.removeEventListener("abort", settle);
    cancel();
  }
}

/** What was sent before this on loopback has arrived after it: a moment, for systems that deliver later. */
export async function untilArrived(stage: Stage): Promise<void> {
  await outlasts(new Promise(() => {}), 50, stage);
}
