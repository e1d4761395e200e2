import { type Bytes, concat } from "../../lib/base/bytes.ts";
import { textOf } from "./bytes.ts";
import { Changes } from "./changes.ts";

/** What a program has written to one of its streams so far. */
export class Collected {
  bytes: Bytes = new Uint8Array(0);
  readonly #changes = new Changes();
  #ended = false;

  get text(): string {
    return textOf(this.bytes);
  }

  add(chunk: Uint8Array): void {
    this.bytes = concat(this.bytes, chunk);
    this.#changes.notify();
  }

  end(): void {
    this.#ended = true;
    this.#changes.notify();
  }

  /** Waits until all of it matches, and gives the match. */
  async waitFor(pattern: RegExp): Promise<RegExpMatchArray> {
    await this.#changes.until(String(pattern), () => this.#ended || this.text.search(pattern) !== -1);
    const match = this.text.match(pattern);
    if (match === null) throw new Error(`the program ended without ${pattern}: ${this.text}`);
    return match;
  }
}
