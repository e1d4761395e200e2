import { within } from "./within.ts";

/** Wakes those who wait for something whenever something changed. */
export class Changes {
  #next = Promise.withResolvers<void>();

  readonly notify = (): void => {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  };

  /** Waits for the next change, for ever if none comes. */
  get next(): Promise<void> {
    return this.#next.promise;
  }

  async until(what: string, isTrue: () => boolean): Promise<void> {
    const wait = async (): Promise<void> => {
      while (!isTrue()) await this.next;
    };
    await within(what, wait());
  }
}
