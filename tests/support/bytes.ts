import { fail } from "@std/assert";
import { type Bytes, encodeText } from "../../lib/base/bytes.ts";
import { type Random, randomInteger } from "../../lib/base/random.ts";
import { pick } from "./property.ts";

/** Bytes from a string of which each character stands for one byte. */
export function latin1(text: string): Bytes {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export const utf8 = encodeText;

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Whether the runtime's decoder takes it for UTF-8: what it does not, it cannot give back. */
export function decodes(bytes: Uint8Array): boolean {
  const back = utf8(decoder.decode(bytes));
  return back.length === bytes.length && back.every((byte, index) => byte === bytes[index]);
}

/** As `assertEquals`, quick for megabytes, and showing the bytes around the first difference. */
export function assertBytes(actual: Uint8Array, expected: Uint8Array, message = ""): void {
  let index = 0;
  while (index < expected.length && actual[index] === expected[index]) index++;
  if (index === expected.length && index === actual.length) return;
  const around = (bytes: Uint8Array): string => bytes.slice(Math.max(0, index - 8), index + 8).toHex();
  fail(
    `${message} differs at byte ${index}: ${around(actual)} instead of ${around(expected)}` +
      ` (${actual.length} and ${expected.length} bytes)`,
  );
}

/** Cuts into pieces, some of them empty, each with memory of its own. */
export function cutAtRandom(random: Random, bytes: Uint8Array, longest = 9): Bytes[] {
  const pieces: Bytes[] = [];
  for (let start = 0; start < bytes.length;) {
    const end = Math.min(bytes.length, start + randomInteger(random, 0, longest));
    pieces.push(bytes.slice(start, end));
    start = end;
  }
  return pieces;
}

/** A character of any plane, often one whose upper-casing is out of the ordinary. */
export function randomCharacter(random: Random): string {
  if (random() < 0.3) return pick(random, [..."ßŉıſǆﬃΐςᾳև한글aé𐐨\u0345\u0307i\ufeffა\u0130"]);
  const codePoint = randomInteger(random, 0, pick(random, [0x7f, 0x7ff, 0xffff, 0x10ffff]));
  return codePoint >= 0xd800 && codePoint <= 0xdfff ? "한" : String.fromCodePoint(codePoint);
}

/** Bytes that are UTF-8 here and there: ASCII, characters, characters cut off, and all sorts of wrong bytes. */
export function mixedBytes(random: Random, parts: number): Bytes {
  const bytes: number[] = [];
  for (let part = 0; part < parts; part++) {
    const character = utf8(randomCharacter(random));
    bytes.push(
      ...pick<() => Iterable<number>>(random, [
        () => utf8("the quick brown fox".slice(0, randomInteger(random, 1, 19))),
        () => character,
        () => character.subarray(0, -1),
        () => character.subarray(1),
        () => [randomInteger(random, 0x80, 0xff)],
        () => latin1(pick(random, wrongSequences)),
      ])(),
    );
  }
  return Uint8Array.from(bytes);
}

/** Overlong forms, surrogates, what lies beyond U+10FFFF, bytes that never occur. */
export const wrongSequences: readonly string[] = [
  "\xc0\x80",
  "\xc1\xbf",
  "\xe0\x80\x80",
  "\xe0\x9f\xbf",
  "\xf0\x80\x80\x80",
  "\xf0\x8f\xbf\xbf",
  "\xed\xa0\x80",
  "\xed\xbf\xbf",
  "\xf4\x90\x80\x80",
  "\xf5\x80\x80\x80",
  "\xf8\x88\x80\x80\x80",
  "\xfe",
  "\xff",
];
