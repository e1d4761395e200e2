import type { Bytes } from "./bytes.ts";

/** Bytes that are added at the end and taken from the beginning; its memory doubles when it is full. */
export class GrowingBuffer {
  #memory: Bytes = new Uint8Array(256);
  #length = 0;

  get length(): number {
    return this.#length;
  }

  /** The bytes in the buffer. The view is valid until the next change. */
  get bytes(): Bytes {
    return this.#memory.subarray(0, this.#length);
  }

  append(bytes: Uint8Array): void {
    const needed = this.#length + bytes.length;
    if (needed > this.#memory.length) {
      const larger = new Uint8Array(Math.max(needed, this.#memory.length * 2));
      larger.set(this.bytes);
      this.#memory = larger;
    }
    this.#memory.set(bytes, this.#length);
    this.#length = needed;
  }

  /** Removes the first `size` bytes and returns a copy of them. */
  take(size = this.#length): Bytes {
    const taken = this.bytes.slice(0, size);
    this.#memory.copyWithin(0, size, this.#length);
    this.#length -= taken.length;
    return taken;
  }
}
