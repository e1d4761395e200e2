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

/** Resolves after `delayMs`, or at once when `signal` is aborted: the caller looks at the signal to tell. */
export function pause(clock: Clock, delayMs: number, signal?: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted) return Promise.resolve();
  const finish = () => {
    signal?.removeEventListener("abort", finish);
    cancel();
    resolve();
  };
  const cancel = clock.after(delayMs, finish);
  signal?.addEventListener("abort", finish);
  return promise;
}
