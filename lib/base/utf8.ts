/** What was found at one place of a byte string. */
export type Utf8Sequence = "invalid" | "incomplete" | 1 | 2 | 3 | 4;

/**
 * Looks at the UTF-8 sequence that starts at `index` (The Unicode Standard, table 3-7).
 *
 * @returns The length in bytes of a valid and complete sequence; `incomplete` when the bytes end too early and
 * are valid so far; `invalid` when the byte at `index` does not start a valid sequence.
 */
export function utf8SequenceAt(bytes: Uint8Array, index: number): Utf8Sequence {
  const first = bytes[index]!;
  if (first < 0x80) return 1;
  if (first < 0xc2 || first > 0xf4) return "invalid";
  const length = first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  for (let offset = 1; offset < length; offset++) {
    if (index + offset >= bytes.length) return "incomplete";
    const byte = bytes[index + offset]!;
    const low = offset === 1 ? lowestSecond(first) : 0x80;
    const high = offset === 1 ? highestSecond(first) : 0xbf;
    if (byte < low || byte > high) return "invalid";
  }
  return length;
}

/** Overlong forms start lower than this. */
function lowestSecond(first: number): number {
  return first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
}

/** Surrogates (U+D800–U+DFFF) and what lies beyond U+10FFFF start higher than this. */
function highestSecond(first: number): number {
  return first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
}

/** Whether all of `bytes` is UTF-8 text. */
export function isUtf8(bytes: Uint8Array): boolean {
  for (let index = 0; index < bytes.length;) {
    const sequence = utf8SequenceAt(bytes, index);
    if (typeof sequence !== "number") return false;
    index += sequence;
  }
  return true;
}
