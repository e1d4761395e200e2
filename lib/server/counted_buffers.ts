import type { Bytes } from "../base/bytes.ts";
import type { Buffers } from "../protocol/service/service.ts";

/** Buffers for services that are as fast in any memory. Together they never exceed a limit. */
export class CountedBuffers implements Buffers {
  readonly #taken = new Set<Bytes>();
  #takenBytes = 0;

  /** @param mostBytes How many bytes all of them have together, at most. */
  constructor(readonly mostBytes: number) {}

  take(size: number): Bytes | undefined {
    if (this.#takenBytes + size > this.mostBytes) return undefined;
    const buffer = new Uint8Array(size);
    this.#taken.add(buffer);
    this.#takenBytes += size;
    return buffer;
  }

  giveBack(buffer: Bytes): void {
    if (this.#taken.delete(buffer)) this.#takenBytes -= buffer.length;
  }
}
