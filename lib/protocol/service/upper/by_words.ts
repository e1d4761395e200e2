/**
 * Upper-cases ASCII four letters at a time, in plain TypeScript. `upperAscii` uses it without WebAssembly.
 *
 * @returns The index where it stopped: at most a few bytes before the first byte that is not ASCII, or before the
 * last bytes that do not fill a word.
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
    // For bytes below 0x80, adding 0x1f sets the top bit from `a` on, and adding 0x05 sets it after `z`. Where
    // only the first sets it, the byte is a letter, and 0x20 is subtracted. No byte carries into its neighbour.
    const letters = ((word + 0x1f1f1f1f) & ~(word + 0x05050505) & 0x80808080) >>> 2;
    if (letters !== 0) words[index] = word ^ letters;
  }
  return first + words.length * 4;
}
