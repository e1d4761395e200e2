import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import { type Random, randomInteger } from "../../lib/base/random.ts";
import {
  anyText,
  duration,
  nameIn,
  oneOf,
  portNumber,
  size,
  sizeRange,
  type ValueType,
  wholeNumber,
} from "../../lib/setting/types.ts";
import { randomCharacter } from "../support/bytes.ts";
import { pick, propertyTest, pureTest } from "../support/property.ts";
import { assertMistake } from "../support/mistake.ts";

const largest = 2 ** 40;

/** A size as people choose it: any number of bytes, or a round one. */
function randomSize(random: Random): number {
  return randomInteger(random, 0, 1_000_000) * pick(random, [1, 1024, 1_048_576]);
}

function readsBack<T>(name: string, type: ValueType<T>, randomValue: (random: Random) => T): void {
  propertyTest(`${name} reads back what it writes`, 1000, (random) => {
    const value = randomValue(random);
    assertEquals(type.parse(type.format(value)), value);
  });
}

readsBack("wholeNumber()", wholeNumber(0, 1e15), (random) => randomInteger(random, 0, 1e9));
readsBack("size()", size(0, largest), randomSize);
readsBack("sizeRange()", sizeRange(0, largest), (random) => {
  const [lowest, highest] = [randomSize(random), randomSize(random)].toSorted((a, b) => a - b) as [
    number,
    number,
  ];
  return pick(random, [{ lowest, highest }, { lowest, highest: lowest }]);
});
readsBack("portNumber()", portNumber(0), (random) => randomInteger(random, 0, 65_535));
readsBack("anyText()", anyText("TEXT"), (random) => {
  return Array.from({ length: randomInteger(random, 0, 9) }, () => randomCharacter(random)).join("");
});
readsBack("oneOf()", oneOf(["red", "green"]), (random) => pick(random, ["red", "green"]));
readsBack("nameIn()", nameIn({ red: 1, green: 2 }), (random) => pick(random, ["red", "green"]));

propertyTest("duration() reads back what it writes of whole milliseconds", 1000, (random) => {
  const { parse, format } = duration(0);
  const milliseconds = randomInteger(random, 0, 10 ** randomInteger(random, 0, 6)) * pick(random, [1, 1000]);
  assertAlmostEquals(parse(format(milliseconds)), milliseconds, 1e-6);
});

pureTest("a value is written as people type it", () => {
  const cases: [string, string][] = [
    [duration().format(0), "0"],
    [duration().format(250), "250ms"],
    [duration().format(10_000), "10s"],
    [duration().format(7_200_000), "2h"],
    [size(0, largest).format(0), "0"],
    [size(0, largest).format(1025), "1025"],
    [size(0, largest).format(65_536), "64KiB"],
    [sizeRange(0, largest).format({ lowest: 64, highest: 64 }), "64"],
    [sizeRange(0, largest).format({ lowest: 64, highest: 2048 }), "64-2KiB"],
    [wholeNumber(0, 1e15).format(10_000), "10000"],
  ];
  for (const [actual, expected] of cases) assertEquals(actual, expected);
});

pureTest("a value out of its range is refused with the range, and both ends are in it", () => {
  const types: [ValueType<unknown>, low: string, high: string][] = [
    [wholeNumber(2, 20_000), "1", "20001"],
    [size(2, 20_000), "1", "20KiB"],
    [sizeRange(2, 20_000), "1-3", "3-20001"],
  ];
  for (const [type, low, high] of types) {
    for (const text of [low, high]) {
      assertThrows(() => type.parse(text), RangeError, "must be from 2 to 20,000");
    }
    type.parse("2");
    type.parse("20000");
  }
  assertThrows(() => duration().parse("0.9ms"), RangeError, "must be at least 1 ms");
  assertEquals([duration().parse("1ms"), duration(0).parse("0")], [1, 0]);
  assertThrows(() => portNumber(1).parse("0"), RangeError, "port 0 is for binding");
});

pureTest("what is no value of the type is refused", () => {
  const cases: [ValueType<unknown>, text: string, says: string][] = [
    [wholeNumber(0, 9), "", "not a whole number"],
    [wholeNumber(0, 9), "-1", "not a whole number"],
    [wholeNumber(0, 9), "1.5", "not a whole number"],
    [wholeNumber(0, 9), "1e1", "not a whole number"],
    [wholeNumber(0, 1e15), "1".repeat(16), "not a whole number"],
    [sizeRange(0, 99), "1-2-3", "not a range"],
    [sizeRange(0, 99), "2-1", "write the smaller size first"],
    [sizeRange(0, 99), "-1", "not a size"],
    [oneOf(["red", "green"]), "blue", "not one of red, green"],
    [oneOf(["red", "green"]), "", "not one of red, green"],
    [nameIn({ red: 1 }), "constructor", "not one of red"],
  ];
  for (const [type, text, says] of cases) assertThrows(() => type.parse(text), RangeError, says, text);
});

pureTest("a value that is refused is told in both languages", () => {
  const cases: [ValueType<unknown>, text: string, en: string, ko: string][] = [
    [duration(), "0", "must be at least 1 ms", "1 ms 이상이어야 합니다"],
    [wholeNumber(2, 20_000), "1", "must be from 2 to 20,000", "2 이상 20,000 이하여야 합니다"],
    [wholeNumber(0, 9), "-1", "not a whole number", "0 이상의 정수가 아닙니다"],
    [sizeRange(0, 99), "1-2-3", "not a range; write 64-1024", "범위가 아닙니다. 64-1024처럼 입력하세요"],
    [sizeRange(0, 99), "2-1", "write the smaller size first", "작은 크기를 먼저 쓰세요"],
    [oneOf(["red", "green"]), "blue", "not one of red, green", "red, green 중 하나가 아닙니다"],
  ];
  for (const [type, text, en, ko] of cases) assertMistake(() => type.parse(text), en, ko);
});
