/** Nothing that a test waits for takes longer, even on a busy machine. */
export const deadlineMs = 20_000;

/** Rejects when `promise` takes too long, and says what was waited for. */
export async function within<T>(what: string, promise: Promise<T>, limitMs = deadlineMs): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
