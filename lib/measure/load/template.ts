import type { Bytes } from "../../base/bytes.ts";
import { encodeProbe } from "../../protocol/probe.ts";

const digits = 12;
const probeWords = "CAPSOCK-PROBE ".length;
const zero = 0x30;

/** The size of the words and the number of a probe, in bytes. A datagram cannot be shorter. */
export const smallestNumberedBytes = probeWords + 8 + 1 + digits + 1;

/** Where the number of a probe begins, and where the rest begins. */
export const numberStart = probeWords + 8 + 1;
export const fillerStart = smallestNumberedBytes;

/**
 * A probe of `size` bytes with room for its number, which is written later. The rest is the alphabet: it is
 * upper-case, so `upper` and `echo` return it unchanged, and neighbouring bytes differ.
 */
export function probeTemplate(run: string, size: number): Bytes {
  const probe = new Uint8Array(size);
  // A size that is too small for a number has only the beginning of the words.
  const words = encodeProbe({ run, number: 10 ** (digits - 1) });
  probe.set(words.subarray(0, size));
  for (let index = fillerStart; index < size; index++) probe[index] = 0x41 + index % 26;
  return probe;
}

/** Overwrites the number at `start`. This runs for every message. */
export function writeNumber(bytes: Bytes, start: number, number: number): void {
  let rest = number;
  for (let index = start + digits - 1; index >= start; index--) {
    const tens = Math.floor(rest / 10);
    bytes[index] = zero + rest - tens * 10;
    rest = tens;
  }
}

/** Reads the number at `start`; -1 if there is none. */
export function readNumber(bytes: Bytes, start: number): number {
  let number = 0;
  for (let index = start; index < start + digits; index++) {
    const digit = bytes[index]! - zero;
    if (!(digit >= 0 && digit <= 9)) return -1;
    number = number * 10 + digit;
  }
  return number;
}
