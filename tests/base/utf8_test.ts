import { assertEquals } from "@std/assert";
import { isUtf8, utf8SequenceAt } from "../../lib/base/utf8.ts";
import { decodes, latin1, mixedBytes, utf8, wrongSequences } from "../support/bytes.ts";
import { propertyTest, pureTest } from "../support/property.ts";

/** Whether the decoder of the runtime waits for more: it says nothing yet, not even U+FFFD. */
function isIncomplete(bytes: Uint8Array): boolean {
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(bytes, { stream: true }) === "";
}

/** What the decoder of the runtime says about the beginning of `bytes`. */
function reference(bytes: Uint8Array): number | string {
  for (let length = 1; length <= Math.min(4, bytes.length); length++) {
    if (decodes(bytes.subarray(0, length))) return length;
  }
  // Whatever four bytes begin is whole by then.
  return bytes.length < 4 && isIncomplete(bytes) ? "incomplete" : "invalid";
}

/** The borders of table 3-7. */
// deno-fmt-ignore
const borders = [
  0x00, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed, 0xee, 0xef,
  0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff,
];

pureTest("utf8SequenceAt() agrees with the runtime's decoder about one and two bytes of every kind", () => {
  for (let first = 0; first < 256; first++) {
    assertEquals(utf8SequenceAt(Uint8Array.of(first), 0), reference(Uint8Array.of(first)), `${first}`);
    for (let second = 0; second < 256; second++) {
      const bytes = Uint8Array.of(first, second);
      const actual = utf8SequenceAt(bytes, 0);
      if (actual !== reference(bytes)) assertEquals(actual, reference(bytes), bytes.toHex());
    }
  }
});

pureTest("utf8SequenceAt() agrees with the runtime's decoder at every border of three and four bytes", () => {
  const leads = borders.filter((byte) => byte >= 0xc2);
  for (const first of leads) {
    for (const second of borders) {
      for (const third of borders) {
        const three = Uint8Array.of(first, second, third);
        const actual = utf8SequenceAt(three, 0);
        if (actual !== reference(three)) assertEquals(actual, reference(three), three.toHex());
        if (first < 0xf0) continue;
        for (const fourth of borders) {
          const four = Uint8Array.of(first, second, third, fourth);
          const sequence = utf8SequenceAt(four, 0);
          if (sequence !== reference(four)) assertEquals(sequence, reference(four), four.toHex());
        }
      }
    }
  }
});

pureTest("utf8SequenceAt() looks at the index it is given and not before", () => {
  const bytes = utf8("aß한𐐨");
  assertEquals([0, 1, 3, 6].map((index) => utf8SequenceAt(bytes, index)), [1, 2, 3, 4]);
  assertEquals(utf8SequenceAt(bytes, 2), "invalid");
  assertEquals(utf8SequenceAt(bytes.subarray(0, 5), 3), "incomplete");
});

pureTest("isUtf8() takes nothing, ASCII, a byte order mark and every plane", () => {
  for (const text of ["", "hello", "\ufeffa", "한글", "\u{10ffff}", "\0"]) {
    assertEquals(isUtf8(utf8(text)), true);
  }
});

pureTest("isUtf8() refuses a character that is not whole, and every wrong sequence", () => {
  assertEquals(isUtf8(utf8("한").subarray(0, 2)), false);
  assertEquals(isUtf8(latin1("a\x80")), false);
  for (const wrong of wrongSequences) assertEquals(isUtf8(latin1(`ab${wrong}cd`)), false, wrong);
});

propertyTest("isUtf8() agrees with the runtime's decoder", 2000, (random) => {
  const bytes = mixedBytes(random, 3);
  assertEquals(isUtf8(bytes), decodes(bytes), bytes.toHex());
});
