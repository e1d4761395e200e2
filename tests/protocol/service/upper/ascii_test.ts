import { assertEquals } from "@std/assert";
import { upperAscii } from "../../../../lib/protocol/service/upper/ascii.ts";
import { randomInteger } from "../../../../lib/base/random.ts";
import { assertBytes } from "../../../support/bytes.ts";
import { propertyTest, pureTest } from "../../../support/property.ts";

const guard = 0x61;

/** Bytes at `alignment` of larger memory that is full of `a`, to see what is changed beside them. */
function placed(content: (index: number) => number, length: number, alignment: number) {
  const memory = new Uint8Array(length + 16).fill(guard);
  const bytes = memory.subarray(alignment, alignment + length);
  for (let index = 0; index < length; index++) bytes[index] = content(index);
  return { memory, bytes };
}

/** What `upperAscii` must make of all of `memory`. */
function reference(memory: Uint8Array, from: number, end: number): { expected: Uint8Array; stop: number } {
  const expected = memory.slice();
  let stop = from;
  while (stop < end && expected[stop]! < 0x80) {
    expected[stop] = String.fromCharCode(expected[stop]!).toUpperCase().charCodeAt(0);
    stop++;
  }
  return { expected, stop };
}

function check(memory: Uint8Array, bytes: Uint8Array, start: number, message: string): void {
  const offset = bytes.byteOffset;
  const { expected, stop } = reference(memory, offset + start, offset + bytes.length);
  assertEquals(upperAscii(bytes, start), stop - offset, message);
  assertBytes(memory, expected, message);
}

pureTest("upperAscii() is right at every alignment and length, and changes nothing beside", () => {
  for (let alignment = 0; alignment < 8; alignment++) {
    for (let length = 0; length <= 300; length++) {
      const { memory, bytes } = placed((index) => (index * 7 + length) & 0x7f, length, alignment);
      check(memory, bytes, 0, `alignment ${alignment}, length ${length}`);
    }
  }
});

pureTest("upperAscii() stops before a byte that is not ASCII, wherever it stands", () => {
  for (let alignment = 0; alignment < 4; alignment++) {
    for (const length of [100, 128, 129, 130, 131, 132, 133, 300]) {
      for (let stop = 0; stop < length; stop++) {
        const { memory, bytes } = placed((index) => index < stop ? 0x7a : 0x61, length, alignment);
        bytes[stop] = stop % 2 === 0 ? 0x80 : 0xff;
        check(memory, bytes, 0, `alignment ${alignment}, length ${length}, byte ${stop}`);
      }
    }
  }
});

pureTest("upperAscii() is right for every pair of neighbours, four letters at a time", () => {
  // Every ASCII byte beside every other in one word, so that a carry into the neighbour would show.
  const { memory, bytes } = placed((index) => index & 1 ? (index >> 1) >> 7 : (index >> 1) & 0x7f, 32_768, 0);
  check(memory, bytes, 0, "pairs");
  const shifted = placed((index) => index & 1 ? (index >> 1) >> 7 : (index >> 1) & 0x7f, 32_768, 1);
  check(shifted.memory, shifted.bytes, 0, "pairs, one byte further on");
});

propertyTest("upperAscii() starts where it is told", 500, (random) => {
  const length = randomInteger(random, 0, 300);
  const highest = random() < 0.5 ? 0x7f : 0x84;
  const { memory, bytes } = placed(
    () => randomInteger(random, 0, highest),
    length,
    randomInteger(random, 0, 7),
  );
  check(memory, bytes, randomInteger(random, 0, length), "");
});
