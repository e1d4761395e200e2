import { assert, assertEquals } from "@std/assert";
import { IdleLanes } from "../../../lib/measure/load/idle_lanes.ts";
import type { Lane } from "../../../lib/measure/load/lane.ts";
import { propertyTest } from "../../support/property.ts";

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
