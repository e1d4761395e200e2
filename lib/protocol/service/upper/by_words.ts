/**
 * Upper-cases ASCII four letters at a time, in plain TypeScript: what `upperAscii` does where there is no
 * WebAssembly.
 *
 * @returns Where it stopped: before the first byte that is not ASCII, with a few bytes of ASCII between
 * perhaps, or before the odd bytes at the end.
 */
export function upperByWords(bytes: Uint8Array, start: number): number {
  let first = start;
  // The words must be aligned in the underlying buffer.
  for (; (bytes.byteOffset + first & 3) !== 0; first++) {
    const byte = bytes[first];
    if (byte === undefined || byte >= 0x80) return first;
    if (byte >= 0x61 && byte <= 0x7a) bytes[first] = byte - 0x20;
  }
  const words = new Int32Array(bytes.buffer, bytes.byteOffset + first, bytes.length - first >> 2);
  for (let index = 0; index < words.length; index++) {
    const word = words[index]!;
    if ((word & 0x80808080) !== 0) return first + index * 4;
    // For bytes below 0x80, adding 0x1f sets the top bit from `a` on and adding 0x05 sets it beyond `z`; where
    // only the first is set, 0x20 is taken away. No byte carries into its neighbour.
    const letters = ((word + 0x1f1f1f1f) & ~(word + 0x05050505) & 0x80808080) >>> 2;
    if (letters !== 0) words[index] = word ^ letters;
  }
  return first + words.length * 4;
}
