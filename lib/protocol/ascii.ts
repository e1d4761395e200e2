import { loadKernel, type UpperBlocks } from "./ascii_kernel.ts";
import { upperByWords } from "./ascii_words.ts";

/** Up to here the plain loop is as fast, and needs nothing made ready. */
const shortBytes = 128;

/** Made ready by the first input that is long. */
let upperBlocks: UpperBlocks | undefined;

/**
 * Replaces the ASCII letters a–z by A–Z in place, from `start` up to the first byte that is not ASCII.
 *
 * @returns The index of that byte, or `bytes.length` when everything was ASCII.
 */
export function upperAscii(bytes: Uint8Array, start = 0): number {
  let index = start;
  if (bytes.length - start > shortBytes) {
    upperBlocks ??= loadKernel() ?? upperByWords;
    index = upperBlocks(bytes, start);
  }
  return upperByBytes(bytes, index);
}

function upperByBytes(bytes: Uint8Array, start: number): number {
  for (let index = start; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte >= 0x80) return index;
    if (byte >= 0x61 && byte <= 0x7a) bytes[index] = byte - 0x20;
  }
  return bytes.length;
}
