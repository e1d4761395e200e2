import { unlessAborted } from "../../../base/abort.ts";

type Outcome<T> = { readonly value: T } | { readonly error: unknown };

/**
 * A call of the runtime that cannot be cancelled: a receive or an accept. There is one at a time; when whoever
 * waited for it is interrupted it stays, and the next one takes what it brings. So nothing is lost.
 */
export class Outstanding<T> {
  #call: Promise<Outcome<T>> | undefined;
  #arrived: Outcome<T> | undefined;
  #isAwaited = false;

  /** Whether somebody waits for it. */
  get isAwaited(): boolean {
    return this.#isAwaited;
  }

  /** What it has brought and nobody has taken. */
  get arrived(): T | undefined {
    return this.#arrived !== undefined && "value" in this.#arrived ? this.#arrived.value : undefined;
  }

  /**
   * The result of the call that is under way, or of a new one.
   *
   * @throws What the call throws. The signal's reason when it was aborted: the call then stays.
   */
  async take(start: () => Promise<T>, signal: AbortSignal): Promise<T> {
    this.#isAwaited = true;
    this.#call ??= this.#begin(start);
    try {
      const outcome = await unlessAborted(this.#call, signal);
      this.#call = undefined;
      this.#arrived = undefined;
      if ("error" in outcome) throw outcome.error;
      return outcome.value;
    } finally {
      this.#isAwaited = false;
    }
  }

  async #begin(start: () => Promise<T>): Promise<Outcome<T>> {
    const outcome = await start().then((value) => ({ value }), (error: unknown) => ({ error }));
    this.#arrived = outcome;
    return outcome;
  }
}
