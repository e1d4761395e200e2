/** A registration that is undone at the end of the block that holds it with `using`. */
export interface Registration {
  [Symbol.dispose](): void;
}

const nothingToUndo: Registration = { [Symbol.dispose]: () => {} };

/** Calls `run` once when `signal` is aborted, or at once if it is aborted already. */
export function onAbort(signal: AbortSignal | undefined, run: () => void): Registration {
  if (signal?.aborted) run();
  if (signal === undefined || signal.aborted) return nothingToUndo;
  signal.addEventListener("abort", run, { once: true });
  return { [Symbol.dispose]: () => signal.removeEventListener("abort", run) };
}

/**
 * Waits for `work`, but only until `signal` is aborted. The work then goes on, and its result is ignored.
 *
 * @throws The signal's reason.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  using _ = onAbort(signal, () => reject(signal?.reason));
  return await Promise.race([work, promise]);
}

/** Like {@linkcode unlessAborted}, but an abort is not an error: it returns `undefined`. */
export async function untilAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T | undefined> {
  const { promise, resolve } = Promise.withResolvers<undefined>();
  using _ = onAbort(signal, () => resolve(undefined));
  return await Promise.race([work, promise]);
}
