import { kernelBase64 } from "./upper_kernel.ts";

/** So much is copied into the kernel's memory and back at a time: it stays in the processor's nearest cache. */
const scratchBytes = 16_384;

/** As `upperByWords`, by the kernel. */
export type UpperBlocks = (bytes: Uint8Array, start: number) => number;

/**
 * Makes the WebAssembly kernel of `upper_kernel.wat` ready: 16 letters at a time.
 *
 * @returns Nothing where this machine or this runtime lacks WebAssembly or its SIMD.
 */
export function loadKernel(): UpperBlocks | undefined {
  try {
    const code = Uint8Array.from(atob(kernelBase64), (character) => character.charCodeAt(0));
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(code));
    const { memory, upper } = exports as { memory: WebAssembly.Memory; upper: (end: number) => number };
    // This memory never grows: a view of memory that grows would be detached.
    return upperBlocks(new Uint8Array(memory.buffer, 0, scratchBytes), upper);
  } catch {
    return undefined;
  }
}

function upperBlocks(scratch: Uint8Array, upper: (end: number) => number): UpperBlocks {
  return (bytes, start) => {
    let index = start;
    for (;;) {
      const size = Math.min(bytes.length - index, scratchBytes) & ~15;
      if (size === 0) return index;
      scratch.set(bytes.subarray(index, index + size));
      const stop = upper(size);
      bytes.set(stop === scratchBytes ? scratch : scratch.subarray(0, stop), index);
      index += stop;
      if (stop < size) return index;
    }
  };
}
