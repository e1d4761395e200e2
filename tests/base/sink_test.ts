import { assertEquals } from "@std/assert";
import { filtered, joined } from "../../lib/base/sink.ts";

Deno.test({
  name: "joined() gives each event to all sinks, in their order",
  permissions: "none",
  fn() {
    const told: string[] = [];
    const sink = joined<number>((event) => told.push(`a${event}`), (event) => told.push(`b${event}`));
    sink(1);
    sink(2);
    assertEquals(told, ["a1", "b1", "a2", "b2"]);
    joined()(3);
  },
});

Deno.test({
  name: "filtered() gives a sink only what it wants",
  permissions: "none",
  fn() {
    const told: number[] = [];
    const sink = filtered<number>((event) => told.push(event), (event) => event > 1);
    [1, 2, 3].forEach(sink);
    assertEquals(told, [2, 3]);
  },
});
