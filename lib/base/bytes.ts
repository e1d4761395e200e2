/**
 * Small things that everything above uses: bytes, text, numbers, durations, a clock and a random generator
 * that are handed in. Nothing here knows that there is a network, and nothing asks the system for anything:
 * what needs the time takes a `Clock`, what needs chance takes a `Random`. What only one folder uses lives in
 * that folder.
 *
 * @module
 */
/** The bytes of this program's buffers: never shared between threads, so the runtime may read into them. */
export type Bytes = Uint8Array<ArrayBuffer>;

const encoder = new TextEncoder();

/** UTF-8 of `text`; a lone surrogate, which UTF-8 cannot express, becomes U+FFFD. */
export function encodeText(text: string): Bytes {
  return encoder.encode(text);
}

/** A few parts one after the other, in memory of their own. */
export function concat(...parts: Uint8Array[]): Bytes {
  return concatAll(parts);
}

/** As {@linkcode concat}, for any number of parts: more than a call can have arguments. */
export function concatAll(parts: readonly Uint8Array[]): Bytes {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

/** Whether both hold the same bytes. */
export function equalBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && startsWith(a, b);
}

/** Whether `bytes` begins with `prefix`. */
export function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.length <= bytes.length && prefix.every((byte, index) => bytes[index] === byte);
}
