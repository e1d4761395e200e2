import { assertEquals, assertThrows } from "@std/assert";
import { randomInteger } from "../../lib/base/random.ts";
import { formatSize, parseSize } from "../../lib/base/size.ts";
import { count } from "../../lib/base/numbers.ts";
import { pick, propertyTest, pureTest } from "../support/property.ts";
import { assertMistake } from "../support/mistake.ts";

pureTest("parseSize() reads every unit, and a bare number as bytes", () => {
  const cases: Record<string, number> = {
    "0": 0,
    "2048": 2048,
    "2048B": 2048,
    "64KiB": 65_536,
    "1MiB": 1_048_576,
    "0010": 10,
  };
  for (const [text, expected] of Object.entries(cases)) assertEquals(parseSize(text), expected, text);
});

pureTest("parseSize() refuses what is no size", () => {
  // deno-fmt-ignore
  const others = [
    "", "B", "KiB", "-1", "+1", "1.5KiB", "1 KiB", "1KB", "1kib", "1GiB", "1e3", "0x10", " 1", "1 ", "1\n", "1,000", "１",
    "1toString",
  ];
  for (const text of others) {
    assertThrows(() => parseSize(text), RangeError, "not a size", JSON.stringify(text));
  }
});

pureTest("formatSize() uses the largest unit that divides the size", () => {
  const cases: [number, string][] = [
    [0, "0 B"],
    [1, "1 B"],
    [1023, "1023 B"],
    [1024, "1 KiB"],
    [1536, "1536 B"],
    [2049, "2049 B"],
    [65_535, "65535 B"],
    [65_536, "64 KiB"],
    [1_048_576, "1 MiB"],
    [1_049_600, "1025 KiB"],
    [3_145_728, "3 MiB"],
  ];
  for (const [bytes, expected] of cases) assertEquals(formatSize(bytes), expected);
});

propertyTest("parseSize() reads back what formatSize() writes", 2000, (random) => {
  const bytes = randomInteger(random, 0, 100_000) * pick(random, [1, 1024, 1_048_576]);
  assertEquals(parseSize(formatSize(bytes).replace(" ", "")), bytes);
});

pureTest("count() writes one of a thing and several of it", () => {
  assertEquals(count(0, "byte"), "0 bytes");
  assertEquals(count(1, "byte"), "1 byte");
  assertEquals(count(2, "byte"), "2 bytes");
  assertEquals(count(65_507, "byte"), "65,507 bytes");
  assertEquals(count(2, "reply", "replies"), "2 replies");
  assertEquals(count(1, "reply", "replies"), "1 reply");
});

pureTest("parseSize() says in both languages what is wrong", () => {
  assertMistake(
    () => parseSize("1KB"),
    "not a size; write 2048, 64KiB or 1MiB",
    "크기가 아닙니다. 2048, 64KiB, 1MiB처럼 입력하세요",
  );
});
