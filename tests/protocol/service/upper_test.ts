import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../../lib/base/bytes.ts";
import { type Random, randomInteger } from "../../../lib/base/random.ts";
import { upper, upperCase, UpperStream } from "../../../lib/protocol/service/upper.ts";
import {
  assertBytes,
  cutAtRandom,
  decodes,
  latin1,
  mixedBytes,
  randomCharacter,
  utf8,
  wrongSequences,
} from "../../support/bytes.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

/** Sends pieces through one stream. Each result is copied at once: its memory may be used again. */
function upperPieces(pieces: Iterable<Bytes>): Bytes {
  const stream = new UpperStream();
  const bytes: Uint8Array[] = [];
  for (const piece of pieces) bytes.push(stream.push(piece).slice());
  bytes.push(stream.end());
  const whole = new Uint8Array(bytes.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of bytes) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function* cutEvery(size: number, bytes: Uint8Array): Generator<Bytes> {
  for (let start = 0; start < bytes.length; start += size) yield bytes.slice(start, start + size);
}

/** The simplest thing that can be right: the shortest slice that is a character, or else one byte as it is. */
function reference(bytes: Uint8Array): Bytes {
  const result: number[] = [];
  for (let index = 0; index < bytes.length;) {
    let length = 1;
    let replacement: Iterable<number> = [bytes[index]!];
    for (const size of [1, 2, 3, 4]) {
      const slice = bytes.subarray(index, index + size);
      if (slice.length < size || !decodes(slice)) continue;
      replacement = utf8(new TextDecoder("utf-8", { ignoreBOM: true }).decode(slice).toUpperCase());
      length = size;
      break;
    }
    result.push(...replacement);
    index += length;
  }
  return Uint8Array.from(result);
}

/** Every code point from `first`, up to `count` of them, without the surrogates. */
function codePoints(first: number, count: number): string[] {
  const characters: string[] = [];
  for (let code = first; code < first + count; code++) {
    if (code < 0xd800 || code > 0xdfff) characters.push(String.fromCodePoint(code));
  }
  return characters;
}

const blockSize = 0x1000;

pureTest("upper() maps every code point as toUpperCase() does, whole and cut anywhere", () => {
  for (let first = 0; first < 0x110000; first += blockSize) {
    const characters = codePoints(first, blockSize);
    const sent = utf8(characters.join(""));
    const expected = utf8(characters.map((character) => character.toUpperCase()).join(""));
    const block = `U+${first.toString(16)}…`;
    assertBytes(upperCase(sent), expected, block);
    // A prime, so that characters of every length are cut at every place.
    assertBytes(upperPieces(cutEvery(61, sent)), expected, `${block} in pieces`);
  }
});

pureTest("upper() maps every letter that has a capital also when it stands alone", () => {
  const letters = codePoints(0, 0x110000).filter((character) => character.toUpperCase() !== character);
  assert(letters.length > 1400);
  for (const letter of letters) {
    const expected = utf8(letter.toUpperCase());
    assertBytes(upperCase(utf8(letter)), expected, letter);
    assertBytes(upperPieces(cutEvery(1, utf8(letter))), expected, `${letter} byte by byte`);
  }
});

pureTest("upper() knows the full mappings of the Unicode Standard, and no language's own", () => {
  const examples: Record<string, string> = {
    "hello, world 42!": "HELLO, WORLD 42!",
    "straße": "STRASSE",
    "ŉ": "ʼN",
    "\u01f0": "J\u030c",
    "ﬃ": "FFI",
    "\u0390": "\u0399\u0308\u0301",
    "և": "ԵՒ",
    "ᾳ": "ΑΙ",
    "ὀδυσσεύς": "ὈΔΥΣΣΕΎΣ",
    "ǆ": "Ǆ",
    "ıi": "II",
    "ÿ": "Ÿ",
    "ა": "Ა",
    "𐐨": "𐐀",
    "안녕하세요": "안녕하세요",
    "\ufeffa": "\ufeffA",
  };
  for (const [sent, expected] of Object.entries(examples)) {
    assertEquals(new TextDecoder("utf-8", { ignoreBOM: true }).decode(upperCase(utf8(sent))), expected);
  }
});

pureTest("upper() holds a character split between two reads", () => {
  const stream = new UpperStream();
  assertBytes(stream.push(latin1("stra\xc3")), utf8("STRA"));
  assertBytes(stream.push(latin1("\x9fe")), utf8("SSE"));
  assertBytes(stream.end(), utf8(""));
});

pureTest("upper() answers at once what cannot become a character any more", () => {
  const stream = new UpperStream();
  assertBytes(stream.push(latin1("a\xed\x95")), utf8("A"));
  assertBytes(stream.push(latin1("b")), latin1("\xed\x95B"));
  assertBytes(stream.push(latin1("\xe0\x9f")), latin1("\xe0\x9f"), "an overlong form");
  assertBytes(stream.push(latin1("\xed\xa0")), latin1("\xed\xa0"), "a surrogate");
  assertBytes(stream.end(), utf8(""));
});

pureTest("upper() passes through what is still held at the end, and nothing twice", () => {
  for (const text of ["ß", "한", "𐐨"]) {
    const whole = utf8(text);
    for (let size = 1; size < whole.length; size++) {
      const stream = new UpperStream();
      assertEquals(stream.push(whole.slice(0, size)).length, 0);
      assertEquals(stream.push(new Uint8Array(0)).length, 0);
      assertBytes(stream.end(), whole.subarray(0, size));
      assertEquals(stream.end().length, 0);
    }
  }
});

pureTest("upper() holds its own copy of a split character: the read buffer is used again", () => {
  const stream = new UpperStream();
  const buffer = latin1("ab\xc3");
  stream.push(buffer);
  buffer.fill(0x20);
  assertBytes(stream.push(latin1("\xa9")), utf8("É"));
});

pureTest("upper() answers ASCII in the memory it came in", () => {
  const stream = new UpperStream();
  const chunk = utf8("hello".repeat(100));
  const reply = stream.push(chunk);
  assertEquals(reply.buffer, chunk.buffer);
  assertBytes(reply, utf8("HELLO".repeat(100)));
});

pureTest("upper() answers nothing to nothing", () => {
  assertEquals(upperCase(new Uint8Array(0)).length, 0);
});

pureTest("upper() leaves bytes that are not UTF-8 as they are, and goes on behind them", () => {
  for (const wrong of wrongSequences) {
    assertBytes(upperCase(latin1(`a${wrong}b`)), latin1(`A${wrong}B`));
    assertBytes(upperCase(latin1(wrong)), latin1(wrong));
  }
  const highBytes = Uint8Array.from({ length: 128 }, (_, index) => 0xff - index);
  assertBytes(upperCase(highBytes), highBytes);
});

pureTest("upperCase() leaves the message itself as it is", () => {
  const message = utf8("straße");
  upperCase(message);
  assertBytes(message, utf8("straße"));
});

pureTest("upper() starts every conversation afresh", () => {
  const [first, second] = [upper.start(), upper.start()];
  assertEquals(first.push(latin1("\xc3")).length, 0);
  assertBytes(second.push(latin1("\x9f")), latin1("\x9f"));
});

/** Text, bytes of any kind, or both. */
function anyBytes(random: Random): Bytes {
  const kind = randomInteger(random, 0, 2);
  if (kind === 0) return utf8(Array.from({ length: 60 }, () => randomCharacter(random)).join(""));
  if (kind === 1) return Uint8Array.from({ length: 100 }, () => randomInteger(random, 0, 255));
  return mixedBytes(random, 20);
}

propertyTest(
  "upper() makes of bytes of any kind what the simplest implementation makes of them",
  300,
  (random) => {
    const bytes = anyBytes(random);
    assertBytes(upperCase(bytes), reference(bytes), bytes.toHex());
  },
);

propertyTest("upper() gives the same however the stream is cut", 1000, (random) => {
  const bytes = anyBytes(random);
  const expected = upperCase(bytes);
  assertBytes(upperPieces(cutAtRandom(random, bytes)), expected, bytes.toHex());
  assertBytes(upperPieces(cutAtRandom(random, bytes, 200)), expected, bytes.toHex());
});

propertyTest("upper() never holds more than 3 bytes", 500, (random) => {
  // Of bytes without small letters as many come out as go in.
  const bytes = anyBytes(random).map((byte) => byte < 0x80 ? 0x41 : byte);
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes);
  if (text !== text.toUpperCase()) return;
  const stream = new UpperStream();
  let held = 0;
  for (const piece of cutAtRandom(random, bytes)) {
    held += piece.length - stream.push(piece).length;
    assert(held >= 0 && held <= 3, `${held} bytes held of ${bytes.toHex()}`);
  }
  assertEquals(stream.end().length, held);
});
