import { assertEquals } from "@std/assert";
import { randomInteger } from "../../lib/base/random.ts";
import { Comparable, sameBytes } from "../../lib/base/same_bytes.ts";
import { propertyTest } from "../support/property.ts";

function comparableOf(bytes: readonly number[]): Comparable {
  const memory = Comparable.ofLength(bytes.length);
  memory.bytes.set(bytes);
  return memory;
}

propertyTest("sameBytes() says what comparing byte by byte says, from any place on", 300, (random) => {
  const bytes = Array.from({ length: 40 }, () => randomInteger(random, 0, 1));
  const [a, b] = [comparableOf(bytes), comparableOf(bytes)];
  b.bytes[randomInteger(random, 0, 39)]! ^= 1;
  const [aStart, bStart] = [randomInteger(random, 0, 20), randomInteger(random, 0, 20)];
  for (const bAt of [bStart, aStart]) {
    for (let length = 0; length <= 20; length++) {
      const expected = a.bytes.subarray(aStart, aStart + length)
        .every((byte, index) => byte === b.bytes[bAt + index]);
      assertEquals(sameBytes(a, aStart, b, bAt, length), expected, `${aStart} ${bAt} ${length}`);
    }
  }
});
