/**
 * Upper-cases ASCII fast. The WebAssembly kernel (`kernel_code.wat`, built by `deno task kernel`) converts long
 * texts; without WebAssembly, `by_words.ts` converts four bytes at a time. A plain loop converts short texts and
 * the bytes that are left over. Each stops at the first byte that is not ASCII; `../upper.ts` does the rest.
 *
 * @module
 */
import type { Buffers } from "../service.ts";
import { Kernel } from "./kernel.ts";
import { upperByWords } from "./by_words.ts";

/** Up to this length the plain loop is as fast and needs no preparation. */
const shortBytes = 128;

/** Copying is as fast for smaller buffers. */
const smallBufferBytes = 4096;

/** The kernel of this thread. The first caller creates it; `null` where WebAssembly is missing. */
let kernel: Kernel | null | undefined;

function readyKernel(): Kernel | null {
  return kernel === undefined ? kernel = Kernel.load() ?? null : kernel;
}

/**
 * Replaces the ASCII letters a–z by A–Z in place, from `start` up to the first byte that is not ASCII.
 *
 * @returns The index of that byte, or `bytes.length` when everything was ASCII.
 */
export function upperAscii(bytes: Uint8Array, start = 0): number {
  let index = start;
  if (bytes.length - start > shortBytes) {
    index = readyKernel()?.upper(bytes, start) ?? upperByWords(bytes, start);
  }
  return upperByBytes(bytes, index);
}

/** Buffers that {@linkcode upperAscii} converts without copying. */
export const kernelBuffers: Buffers = {
  take: (size) => size > smallBufferBytes ? readyKernel()?.takeBuffer(size) : undefined,
  giveBack: (buffer) => kernel?.giveBack(buffer),
};

function upperByBytes(bytes: Uint8Array, start: number): number {
  for (let index = start; index < bytes.length; index++) {
    const byte = bytes[index]!;
    if (byte >= 0x80) return index;
    if (byte >= 0x61 && byte <= 0x7a) bytes[index] = byte - 0x20;
  }
  return bytes.length;
}
