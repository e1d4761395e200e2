import { assert, assertEquals } from "@std/assert";
import { type Random, randomInteger } from "../../../../lib/base/random.ts";
import { decodeProbe, newRun } from "../../../../lib/protocol/probe.ts";
import { IdleLanes } from "../../../../lib/measure/load/idle_lanes.ts";
import { InFlight } from "../../../../lib/measure/load/in_flight.ts";
import type { Lane } from "../../../../lib/measure/load/lane.ts";
import { receiveQueueLength, safeWindow } from "../../../../lib/measure/load/receive_queue.ts";
import { Comparable, sameBytes } from "../../../../lib/measure/load/same_bytes.ts";
import { SentStream } from "../../../../lib/measure/load/sent_stream.ts";
import {
  fillerStart,
  numberStart,
  probeTemplate,
  readNumber,
  smallestNumberedBytes,
  writeNumber,
} from "../../../../lib/measure/load/template.ts";
import { propertyTest, pureTest } from "../../../support/property.ts";

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

propertyTest("a number that is written into a probe is that probe's number", 200, (random) => {
  const number = randomInteger(random, 0, 10 ** randomInteger(random, 1, 12) - 1);
  const run = newRun(random);
  const probe = probeTemplate(run, randomInteger(random, smallestNumberedBytes, 200));
  writeNumber(probe, numberStart, number);
  assertEquals(readNumber(probe, numberStart), number);
  assertEquals(decodeProbe(probe), { run, number });
  assertEquals(new TextDecoder().decode(probe).toUpperCase(), new TextDecoder().decode(probe));
});

pureTest("what is no number is none", () => {
  const probe = probeTemplate("ABCDEFGH", 64);
  for (let at = numberStart; at < fillerStart - 1; at++) {
    const copy = probe.slice();
    copy[at] = 0x41;
    assertEquals(readNumber(copy, numberStart), -1);
  }
});

/** What a server would have, and what it would give back. */
function checkStream(random: Random, lowest: number, highest: number): void {
  const depth = randomInteger(random, 1, 6);
  const stream = new SentStream("ABCDEFGH", { lowest, highest }, depth, random);
  const written: number[] = [];
  let startMs = 0;
  let answered = 0;
  let numbered = 0;
  for (let step = 0; step < 300; step++) {
    const sending = randomInteger(random, 0, depth - stream.count);
    for (let index = 0; index < sending; index++) stream.append(++startMs);
    while (stream.waiting > 0 && random() < 0.8) written.push(...stream.take());
    const most = stream.count - stream.waiting;
    for (let index = randomInteger(random, 0, most); index > 0; index--) {
      const { oldestOffset, oldestLength } = stream;
      assertEquals(stream.oldestStartMs, ++answered);
      assert(oldestLength >= lowest && oldestLength <= highest);
      // What is kept to be compared is what was written, byte for byte.
      const kept = stream.memory.bytes.subarray(oldestOffset, oldestOffset + oldestLength);
      const sent = new Uint8Array(written.splice(0, oldestLength));
      assertEquals(kept, sent);
      // A message without room for a number has none.
      if (oldestLength >= fillerStart) assertEquals(decodeProbe(sent)?.number, ++numbered);
      stream.removeOldest();
    }
  }
}

propertyTest("SentStream keeps messages of one size until they are answered", 15, (random) => {
  const size = randomInteger(random, 1, 90);
  checkStream(random, size, size);
});

propertyTest("SentStream keeps messages of any sizes until they are answered", 15, (random) => {
  const highest = randomInteger(random, 2, 90);
  checkStream(random, randomInteger(random, 1, highest), highest);
});

propertyTest("InFlight knows each datagram by its number, and what became of it", 30, (random) => {
  const inFlight = new InFlight(randomInteger(random, 1, 7));
  const waiting = new Map<number, number>();
  const settled = new Set<number>();
  for (let step = 0; step < 400; step++) {
    if (waiting.size < inFlight.length && random() < 0.6) {
      const slot = inFlight.take(step, step, 64);
      const number = inFlight.numberOf(slot);
      assert(!waiting.has(number) && !settled.has(number), `number ${number} is not new`);
      waiting.set(number, slot);
    } else if (waiting.size > 0) {
      const [number, slot] = [...waiting][randomInteger(random, 0, waiting.size - 1)]!;
      assertEquals(inFlight.slotOf(number), slot);
      inFlight.release(slot);
      waiting.delete(number);
      settled.add(number);
    }
    assertEquals(inFlight.count, waiting.size);
  }
  const highest = Math.max(...waiting.keys(), ...settled);
  for (let number = -1; number <= highest + 2 * inFlight.length; number++) {
    const isKnown = waiting.has(number) || settled.has(number);
    assertEquals(number >= 0 && inFlight.wasSent(number), isKnown, `number ${number}`);
    assertEquals(inFlight.slotOf(number), waiting.get(number) ?? -1);
  }
  const before = [...waiting.keys(), ...settled];
  assertEquals(before.every((number) => inFlight.isCounted(number)), true);
  inFlight.restart();
  assertEquals(before.some((number) => inFlight.isCounted(number)), false);
  waiting.forEach((slot) => inFlight.release(slot));
  assertEquals(inFlight.isCounted(inFlight.numberOf(inFlight.take(0, 0, 64))), true);
});

propertyTest("IdleLanes gives lanes in the order in which they came, however many", 20, (random) => {
  const idle = new IdleLanes();
  const expected: [Lane, number][] = [];
  for (let step = 0; step < 1000; step++) {
    if (random() < 0.6) {
      const lane = { isOpen: true } as Lane;
      idle.put(lane, step);
      expected.push([lane, step]);
    } else if (expected.length > 0) {
      const [lane, sinceMs] = expected.shift()!;
      assertEquals(idle.firstSinceMs, sinceMs);
      assert(idle.take() === lane);
    }
    assertEquals(idle.length, expected.length);
  }
});

pureTest("a receive buffer holds what was found, and a window leaves room in it", () => {
  assertEquals([64, 1400, 65_000].map(receiveQueueLength), [256, 92, 3]);
  for (let size = 1; size <= 65_527; size = Math.ceil(size * 1.3)) {
    const length = receiveQueueLength(size);
    assert(safeWindow(size) >= 1 && safeWindow(size) <= Math.max(1, length), `${size}`);
    assert(receiveQueueLength(size + 1) <= length);
  }
});
