import { assertEquals } from "@std/assert";
import { ratiosOf, spreadOf } from "../../../scripts/bench/spread.ts";

Deno.test(
  { name: "spreadOf() takes the middle, or the mean of the two in the middle", permissions: "none" },
  () => {
    assertEquals(spreadOf([5, 1, 9]), { median: 5, min: 1, max: 9 });
    assertEquals(spreadOf([4, 10, 1, 2]), { median: 3, min: 1, max: 10 });
    assertEquals(spreadOf([]), undefined);
  },
);

Deno.test({ name: "ratiosOf() divides what was measured in the same round", permissions: "none" }, () => {
  assertEquals(ratiosOf([10, 30, 80], [10, 20, 40]), [1, 1.5, 2]);
  assertEquals(ratiosOf([10, 30], [5]), [2]);
});

Deno.test(
  { name: "ratiosOf() leaves out a round in which the other side has nothing", permissions: "none" },
  () => {
    assertEquals(ratiosOf([0, 3, 6], [0, 0, 2]), [3]);
  },
);
