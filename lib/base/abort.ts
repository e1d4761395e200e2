/** A registration that undoes itself at the end of the block that holds it with `using`. */
export interface Registration {
  [Symbol.dispose](): void;
}

/** Calls `run` once when `signal` is aborted, at once where it was already. */
export function onAbort(signal: AbortSignal | undefined, run: () => void): Registration {
  if (signal?.aborted) run();
  else signal?.addEventListener("abort", run, { once: true });
  return { [Symbol.dispose]: () => signal?.removeEventListener("abort", run) };
}

/**
 * Waits for `work`, at the longest until `signal` is aborted; the work itself goes on.
 *
 * @throws The signal's reason.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  using _ = onAbort(signal, () => reject(signal?.reason));
  return await Promise.race([work, promise]);
}
