import { assert, assertEquals } from "@std/assert";
import { Kernel } from "../../../../lib/protocol/service/upper/kernel.ts";
import { upperByWords } from "../../../../lib/protocol/service/upper/by_words.ts";
import { upperAscii } from "../../../../lib/protocol/service/upper/ascii.ts";
import { randomInteger } from "../../../../lib/base/random.ts";
import { kernelSource } from "../../../../scripts/kernel/source.ts";
import { assertBytes } from "../../../support/bytes.ts";
import { propertyTest, pureTest } from "../../../support/property.ts";

type UpperBlocks = (bytes: Uint8Array, start: number) => number;

const kernel = Kernel.load()!;

/** What upper-cases, and whether the text is in the kernel's memory. */
const paths: Record<string, { path: UpperBlocks; isInPlace?: true }> = {
  "the kernel": { path: (bytes, start) => kernel.upper(bytes, start) },
  "the kernel, in its own memory": { path: (bytes, start) => kernel.upper(bytes, start), isInPlace: true },
  "words": { path: upperByWords },
};

const workplace = kernel.takeBuffer(70_100)!;

/** The bytes from 0 up to 0x7f, over and over, at `alignment` of larger memory. */
function placed(
  length: number,
  alignment: number,
  isInPlace = false,
): { memory: Uint8Array; bytes: Uint8Array } {
  const memory = isInPlace ? workplace.subarray(0, length + 32) : new Uint8Array(length + 32);
  for (let index = 0; index < memory.length; index++) memory[index] = index * 7 & 0x7f;
  return { memory, bytes: memory.subarray(alignment, alignment + length) };
}

/** Upper-cases by `path` and says what it got wrong. It may leave ASCII at the end, never beyond a wrong byte. */
function check(path: UpperBlocks, { memory, bytes }: ReturnType<typeof placed>, start: number): number {
  const original = memory.slice();
  const stop = path(bytes, start);
  const offset = bytes.byteOffset - memory.byteOffset;
  const firstWrong = original.subarray(offset).findIndex((byte, index) => index >= start && byte >= 0x80);
  assert(stop >= start && stop <= bytes.length && (firstWrong === -1 || stop <= firstWrong), `stop ${stop}`);
  const expected = original.map((byte, index) => {
    const isDone = index >= offset + start && index < offset + stop;
    return isDone && byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte;
  });
  assertBytes(memory, expected);
  return stop;
}

pureTest("the kernel is there on every runtime that is supported", () => {
  assert(Kernel.load() !== undefined);
});

for (const [name, { path, isInPlace }] of Object.entries(paths)) {
  pureTest(`${name}: every alignment and length up to a few blocks is right`, () => {
    for (let alignment = 0; alignment < 16; alignment++) {
      for (let length = 0; length <= 70; length++) {
        const stop = check(path, placed(length, alignment, isInPlace), 0);
        assert(length - stop < 16, `alignment ${alignment}, length ${length}: stopped at ${stop}`);
      }
    }
  });

  pureTest(`${name}: stops near a byte that is not ASCII, never beyond it`, () => {
    for (const at of [0, 1, 15, 16, 17, 31, 100, 16_383, 16_384, 16_385, 40_000]) {
      for (const wrong of [0x80, 0xff]) {
        const place = placed(40_001, at % 16, isInPlace);
        place.bytes[at] = wrong;
        const stop = check(path, place, 0);
        assert(at - stop < 16, `byte ${at}: stopped at ${stop}`);
      }
    }
  });
}

propertyTest("upperAscii() gives what the plain path gives, on input of any size", 200, (random) => {
  const highest = random() < 0.5 ? 0x7f : 0x80;
  const length = randomInteger(random, 0, random() < 0.2 ? 70_000 : 1000);
  const { memory, bytes } = placed(length, randomInteger(random, 0, 15));
  for (let index = 0; index < memory.length; index++) memory[index] = randomInteger(random, 0, highest);
  const start = randomInteger(random, 0, length);
  const copy = memory.slice();
  const stop = upperAscii(bytes, start);
  let expected = upperByWords(copy.subarray(bytes.byteOffset, bytes.byteOffset + length), start);
  for (; expected < length && bytes[expected]! < 0x80; expected++) {
    const at = bytes.byteOffset + expected;
    if (copy[at]! >= 0x61 && copy[at]! <= 0x7a) copy[at]! -= 0x20;
  }
  assertEquals(stop, expected);
  assertBytes(memory, copy);
});

pureTest("where there is no WebAssembly the kernel is not there, and nothing is thrown", () => {
  const { WebAssembly: real } = globalThis;
  try {
    Object.assign(globalThis, { WebAssembly: undefined });
    assertEquals(Kernel.load(), undefined);
  } finally {
    Object.assign(globalThis, { WebAssembly: real });
  }
});

pureTest("Kernel.takeBuffer() gives buffers that do not overlap, until there is no room", () => {
  const kernel = Kernel.load()!;
  const sizes = [5000, 65_536, 4097, 262_144];
  const buffers = sizes.map((size) => kernel.takeBuffer(size)!);
  buffers.forEach((buffer, index) => buffer.fill(index));
  // What is copied goes through the same memory.
  kernel.upper(new Uint8Array(40_000).fill(0x61), 0);
  buffers.forEach((buffer, index) => assertBytes(buffer, new Uint8Array(sizes[index]!).fill(index)));
  let bytes = 0;
  for (let more; (more = kernel.takeBuffer(262_144)) !== undefined;) bytes += more.length;
  assert(bytes > 12 * 2 ** 20 && bytes < 16 * 2 ** 20, `${bytes} bytes`);
  assertEquals(kernel.takeBuffer(16 * 2 ** 20), undefined);
});

pureTest("Kernel.giveBack() makes a buffer the next one of its size, and leaves others alone", () => {
  const kernel = Kernel.load()!;
  const one = kernel.takeBuffer(8192)!;
  const two = kernel.takeBuffer(8192)!;
  kernel.giveBack(one);
  kernel.giveBack(new Uint8Array(8192));
  assert(kernel.takeBuffer(4096)!.byteOffset > two.byteOffset);
  assert(kernel.takeBuffer(8192) === one);
  assert(kernel.takeBuffer(8192)!.byteOffset > two.byteOffset);
  kernel.giveBack(two);
  kernel.giveBack(one);
  assert(kernel.takeBuffer(8192) === one);
  assert(kernel.takeBuffer(8192) === two);
});

Deno.test("the kernel is the one that its source builds", async () => {
  const committed = await Deno.readTextFile(
    new URL("../../../../lib/protocol/service/upper/kernel_code.ts", import.meta.url),
  );
  assertEquals(committed, (await kernelSource()).text, "run `deno task kernel`");
});
