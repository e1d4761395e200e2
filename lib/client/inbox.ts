import { type Clock, timer } from "../base/clock.ts";

/** What `next` returns when nothing came in time. */
export const nothingCame = Symbol("nothingCame");

/**
 * What was received and not read yet. A receiver puts things in as they come, also while nobody waits; one
 * reader takes them out and waits for a limited time.
 */
export class Inbox<T> {
  readonly #clock: Clock;
  #items: T[] = [];
  #end: { error?: unknown } | undefined;
  #wake = (): void => {};

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  put(item: T): void {
    this.#items.push(item);
    this.#wake();
  }

  /** Nothing more will come: `next` gives `undefined` when it is empty, or throws `error`. */
  end(error?: unknown): void {
    this.#end ??= error === undefined ? {} : { error };
    this.#wake();
  }

  /** Takes all that is there, without waiting. */
  takeAll(): T[] {
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** Takes the next item and waits up to `waitMs` for it. */
  async next(waitMs: number): Promise<T | undefined | typeof nothingCame> {
    const untilMs = this.#clock.now() + waitMs;
    while (this.#items.length === 0) {
      if (this.#end) {
        if ("error" in this.#end) throw this.#end.error;
        return undefined;
      }
      const leftMs = untilMs - this.#clock.now();
      if (leftMs <= 0) return nothingCame;
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      using _ = timer(this.#clock, leftMs, resolve);
      await promise;
    }
    return this.#items.shift();
  }
}
