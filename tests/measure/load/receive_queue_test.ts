import { assert, assertEquals } from "@std/assert";
import { receiveQueueLength, safeWindow } from "../../../lib/measure/load/receive_queue.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a receive buffer holds what was found, and a window leaves room in it", () => {
  assertEquals([64, 1400, 65_000].map(receiveQueueLength), [256, 92, 3]);
  for (let size = 1; size <= 65_527; size = Math.ceil(size * 1.3)) {
    const length = receiveQueueLength(size);
    assert(safeWindow(size) >= 1 && safeWindow(size) <= Math.max(1, length), `${size}`);
    assert(receiveQueueLength(size + 1) <= length);
  }
});
