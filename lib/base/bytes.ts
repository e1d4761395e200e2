/**
 * Small tools that every other folder may use: bytes, text, numbers, durations. Nothing here knows about the
 * network or asks the system for anything: code that needs the time takes a `Clock` as a parameter, code that
 * needs chance takes a `Random`. A tool that only one folder uses belongs in that folder.
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

/** Copies a few parts, one after the other, into new memory. */
export function concat(...parts: Uint8Array[]): Bytes {
  return concatAll(parts);
}

/** Like {@linkcode concat}, for more parts than a call can have arguments. */
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
