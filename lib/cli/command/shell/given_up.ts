/** Why a call that waited came back without a result: nothing is wrong with its socket. */
export class GivenUp extends Error {
  override readonly name = "GivenUp";

  constructor(readonly why: "interrupted" | "closed") {
    super(why);
  }
}

/**
 * What `promise` brings, unless `signal` is aborted before.
 *
 * @throws The signal's reason; `promise` then goes on, and nobody sees how it ends.
 */
export async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => aborted.reject(signal.reason);
  if (signal.aborted) abort();
  signal.addEventListener("abort", abort);
  try {
    return await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener("abort", abort);
  }
}
