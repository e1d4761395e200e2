import { Changes } from "./changes.ts";

/** Events that a server or client reported, and a way to wait for one of them. */
export class Log<E extends { readonly event: string }> {
  readonly all: E[] = [];
  readonly #changes = new Changes();

  readonly report = (event: E): void => {
    this.all.push(event);
    this.#changes.notify();
  };

  of<K extends E["event"]>(kind: K): Extract<E, { event: K }>[] {
    return this.all.filter((event): event is Extract<E, { event: K }> => event.event === kind);
  }

  /** Waits until there are `count` events of a kind, and gives them. */
  async waitFor<K extends E["event"]>(kind: K, count = 1): Promise<Extract<E, { event: K }>[]> {
    const before = this.of(kind).length;
    await this.#changes.until(`${count} × ${kind}, have ${before}`, () => this.of(kind).length >= count);
    return this.of(kind);
  }
}
