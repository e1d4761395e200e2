import type { Bytes } from "./bytes.ts";

/** Memory to compare, readable one byte or four bytes at a time. */
export class Comparable {
  readonly words: Int32Array<ArrayBuffer>;

  private constructor(readonly bytes: Bytes) {
    this.words = new Int32Array(bytes.buffer, 0, bytes.length >> 2);
  }

  static ofLength(length: number): Comparable {
    return new Comparable(new Uint8Array(Math.ceil(length / 4) * 4));
  }
}

/**
 * Whether `length` bytes from two places are equal. Compares four at a time where the alignment allows it. It
 * makes no new view, because it runs for every message.
 */
export function sameBytes(
  a: Comparable,
  aStart: number,
  b: Comparable,
  bStart: number,
  length: number,
): boolean {
  let done = 0;
  if (((aStart | bStart) & 3) === 0) {
    const words = length >> 2;
    const aWord = aStart >> 2;
    const bWord = bStart >> 2;
    for (let index = 0; index < words; index++) {
      if (a.words[aWord + index] !== b.words[bWord + index]) return false;
    }
    done = words << 2;
  }
  for (; done < length; done++) {
    if (a.bytes[aStart + done] !== b.bytes[bStart + done]) return false;
  }
  return true;
}
