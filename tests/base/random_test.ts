import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { randomInteger, seededRandom } from "../../lib/base/random.ts";
import { propertyTest, pureTest } from "../support/property.ts";

function first(count: number, seed: number): number[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, random);
}

pureTest("seededRandom() gives the same numbers for the same seed, and others for another", () => {
  assertEquals(first(100, 42), first(100, 42));
  assertNotEquals(first(100, 42), first(100, 43));
});

pureTest("seededRandom() gives the numbers of mulberry32: a seed that somebody noted stays good", () => {
  assertEquals(first(3, 1).map((number) => number * 2 ** 32), [2693262067, 11749833, 2265367787]);
});

pureTest("seededRandom() takes any whole number for a seed", () => {
  assertEquals(first(5, -1), first(5, 0xffffffff));
  assertEquals(first(5, 2 ** 32), first(5, 0));
});

pureTest("seededRandom() fills [0, 1) evenly", () => {
  const tenths = new Array<number>(10).fill(0);
  for (const number of first(100_000, 7)) {
    assert(number >= 0 && number < 1);
    tenths[Math.floor(number * 10)]!++;
  }
  for (const inTenth of tenths) assert(Math.abs(inTenth - 10_000) < 500, `${tenths}`);
});

pureTest("randomInteger() includes both ends and nothing beyond", () => {
  assertEquals(randomInteger(() => 0, 3, 5), 3);
  assertEquals(randomInteger(() => 1 - 2 ** -32, 3, 5), 5);
  assertEquals(randomInteger(() => 0.999, 4, 4), 4);
});

propertyTest("randomInteger() gives every number of a range", 20, (random) => {
  const seen = new Set(Array.from({ length: 200 }, () => randomInteger(random, -2, 2)));
  assertEquals([...seen].sort((a, b) => a - b), [-2, -1, 0, 1, 2]);
});
