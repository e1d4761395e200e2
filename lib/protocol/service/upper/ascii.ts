/**
 * How ASCII becomes capitals fast. A long text goes to the WebAssembly kernel (`kernel_code.wat`, built by
 * `deno task kernel`), or where there is none to four bytes at a time; a short one, and what either leaves
 * over, byte by byte. All of them stop at the first byte that is not ASCII: Unicode is the business of
 * `../upper.ts`.
 *
 * @module
 */
import type { Buffers } from "../service.ts";
import { Kernel } from "./kernel.ts";
import { upperByWords } from "./by_words.ts";

/** Up to here the plain loop is as fast, and needs nothing made ready. */
const shortBytes = 128;

/** What smaller buffers hold is copied as fast. */
const smallBufferBytes = 4096;

/** This thread's, made ready by whoever needs it first; `null` where there is none. */
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

/** Buffers whose contents {@linkcode upperAscii} need not copy. */
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
