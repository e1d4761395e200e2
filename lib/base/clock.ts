import { onAbort, type Registration } from "./abort.ts";

/** Where the program gets its time from, so that a test can hand in one that it moves by hand. */
export interface Clock {
  /** Milliseconds on a monotonic clock, counted from the start of the command. */
  now(): number;
  /**
   * Calls `run` once, `delayMs` milliseconds from now.
   *
   * @returns A function that cancels the call if it has not happened yet.
   */
  after(delayMs: number, run: () => void): () => void;
}

/** Like {@linkcode Clock.after}, but cancelled at the end of the block that holds it with `using`. */
export function timer(clock: Clock, delayMs: number, run: () => void): Registration {
  return { [Symbol.dispose]: clock.after(delayMs, run) };
}

/** Resolves after `delayMs`, or as soon as `signal` is aborted. The caller checks the signal to tell which. */
export async function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return;
  const { promise, resolve } = Promise.withResolvers<void>();
  using _timer = timer(clock, delayMs, resolve);
  using _stop = onAbort(signal, resolve);
  await promise;
}
