/** A registration that undoes itself at the end of the block that holds it with `using`. */
export interface Registration {
  [Symbol.dispose](): void;
}

const nothingToUndo: Registration = { [Symbol.dispose]: () => {} };

/** Calls `run` once when `signal` is aborted, at once where it was already. */
export function onAbort(signal: AbortSignal | undefined, run: () => void): Registration {
  if (signal?.aborted) run();
  if (signal === undefined || signal.aborted) return nothingToUndo;
  signal.addEventListener("abort", run, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener("abort", run) };
}

/**
 * Waits for `work`, at the longest until `signal` is aborted; the work itself goes on, and nobody sees how it ends.
 *
 * @throws The signal's reason.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  using _ = onAbort(signal, () => reject(signal?.reason));
  return await Promise.race([work, promise]);
}

/** As {@linkcode unlessAborted}, but an abort is no failure: it gives `undefined`. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  using _ = onAbort(signal, () => resolve(undefined));
  return await Promise.race([work, promise]);
}
