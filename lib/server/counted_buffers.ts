import type { Bytes } from "../base/bytes.ts";
import type { Buffers } from "../protocol/service/service.ts";

/** Buffers of one size, for services that are as fast in any memory. */
export class CountedBuffers implements Buffers {
  readonly #taken = new Set<Bytes>();
  readonly #free: Bytes[] = [];

  /** @param most How many there are at most: so memory stays bounded however many clients send a lot. */
  constructor(readonly size: number, readonly most: number) {}

  take(size: number): Bytes | undefined {
    if (size !== this.size || this.#taken.size === this.most) return undefined;
    const buffer = this.#free.pop() ?? new Uint8Array(size);
    this.#taken.add(buffer);
    return buffer;
  }

  giveBack(buffer: Bytes): void {
    if (this.#taken.delete(buffer)) this.#free.push(buffer);
  }
}
