import { assert, assertEquals } from "@std/assert";
import { randomInteger } from "../../../lib/base/random.ts";
import { InFlight } from "../../../lib/measure/load/in_flight.ts";
import { propertyTest } from "../../support/property.ts";

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
