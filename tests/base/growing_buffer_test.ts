import { assertEquals } from "@std/assert";
import { GrowingBuffer } from "../../lib/base/growing_buffer.ts";
import { randomInteger } from "../../lib/base/random.ts";
import { assertBytes, utf8 } from "../support/bytes.ts";
import { propertyTest, pureTest } from "../support/property.ts";

pureTest("GrowingBuffer holds nothing at first", () => {
  const buffer = new GrowingBuffer();
  assertEquals([buffer.length, buffer.bytes.length, buffer.take().length], [0, 0, 0]);
});

pureTest("GrowingBuffer gives a copy that later bytes do not change", () => {
  const buffer = new GrowingBuffer();
  buffer.append(utf8("hello"));
  const taken = buffer.take(3);
  buffer.append(utf8("world"));
  assertBytes(taken, utf8("hel"));
  assertBytes(buffer.bytes, utf8("loworld"));
});

pureTest("GrowingBuffer gives no more than it holds", () => {
  const buffer = new GrowingBuffer();
  buffer.append(utf8("hello"));
  buffer.take(2);
  assertBytes(buffer.take(100), utf8("llo"));
  assertEquals(buffer.length, 0);
});

pureTest("GrowingBuffer takes its own bytes, also when it must grow for them", () => {
  const buffer = new GrowingBuffer();
  buffer.append(utf8("x".repeat(200)));
  buffer.append(buffer.bytes);
  assertBytes(buffer.bytes, utf8("x".repeat(400)));
});

pureTest("GrowingBuffer grows at once to what is far larger", () => {
  const buffer = new GrowingBuffer();
  buffer.append(utf8("a"));
  const large = new Uint8Array(1_000_000).fill(7);
  buffer.append(large);
  assertEquals(buffer.length, 1_000_001);
  buffer.take(1);
  assertBytes(buffer.bytes, large);
});

propertyTest("GrowingBuffer gives what it got, in order", 200, (random) => {
  const buffer = new GrowingBuffer();
  let model: number[] = [];
  for (let step = 0; step < 50; step++) {
    if (random() < 0.6) {
      const bytes = Array.from(
        { length: randomInteger(random, 0, 200) },
        () => randomInteger(random, 0, 255),
      );
      buffer.append(Uint8Array.from(bytes));
      model.push(...bytes);
    } else {
      const size = random() < 0.2 ? undefined : randomInteger(random, 0, model.length);
      assertBytes(buffer.take(size), Uint8Array.from(model.slice(0, size)));
      model = size === undefined ? [] : model.slice(size);
    }
    assertBytes(buffer.bytes, Uint8Array.from(model));
    assertEquals(buffer.length, model.length);
  }
});
