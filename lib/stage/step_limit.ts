import type { Clock } from "../base/clock.ts";

/** What one step may take; time in which nothing is asked of it does not count. */
export class StepLimit {
  readonly #passed = Promise.withResolvers<undefined>();
  #cancel = (): void => {};

  constructor(readonly clock: Clock, readonly limitMs: number) {}

  /** Resolves when a step has taken too long. */
  get passed(): Promise<undefined> {
    return this.#passed.promise;
  }

  /** A step begins. */
  set(): void {
    this.lift();
    this.#cancel = this.clock.after(this.limitMs, () => this.#passed.resolve(undefined));
  }

  lift(): void {
    this.#cancel();
  }

  [Symbol.dispose](): void {
    this.lift();
  }
}
