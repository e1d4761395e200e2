const shortBytes = 128;

/**
 * Replaces the ASCII letters a–z by A–Z in place, from `start` up to the first byte that is not ASCII.
 *
 * @returns The index of that byte, or `bytes.length` when everything was ASCII.
 */
export function upperAscii(bytes: Uint8Array, start = 0): number {
  let index = start;
  if (bytes.length - start > shortBytes) {
    // The words must be aligned in the underlying buffer.
    const aligned = start + ((4 - ((bytes.byteOffset + start) & 3)) & 3);
    index = upperByBytes(bytes, start, aligned);
    if (index < aligned) return index;
    index = upperByWords(bytes, aligned);
  }
  return upperByBytes(bytes, index, bytes.length);
}

function upperByBytes(bytes: Uint8Array, start: number, end: number): number {
  for (let index = start; index < end; index++) {
    const byte = bytes[index]!;
    if (byte >= 0x80) return index;
    if (byte >= 0x61 && byte <= 0x7a) bytes[index] = byte - 0x20;
  }
  return end;
}

/**
 * Four letters at a time: for bytes below 0x80, adding 0x1f sets the top bit from `a` on and adding 0x05 sets
 * it beyond `z`; where only the first is set, 0x20 is taken away. No byte carries into its neighbour.
 *
 * @returns Where it stopped: before the word with the first byte that is not ASCII, or before the odd bytes
 * at the end.
 */
function upperByWords(bytes: Uint8Array, start: number): number {
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + start, (bytes.length - start) >> 2);
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if ((word & 0x80808080) !== 0) return start + index * 4;
    const letters = ((word + 0x1f1f1f1f) & ~(word + 0x05050505) & 0x80808080) >>> 2;
    if (letters !== 0) words[index] = word ^ letters;
  }
  return start + words.length * 4;
}
