import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { CountedBuffers } from "../../lib/server/counted_buffers.ts";

const pure = { permissions: "none" } as const;

Deno.test("CountedBuffers are so many, of one size", pure, () => {
  const buffers = new CountedBuffers(1024, 2);
  assertEquals([buffers.take(512), buffers.take(2048)], [undefined, undefined]);
  const [one, two] = [buffers.take(1024)!, buffers.take(1024)!];
  assert(one !== two && one.length === 1024);
  assertEquals(buffers.take(1024), undefined);
  buffers.giveBack(one);
  assertStrictEquals(buffers.take(1024), one);
});

Deno.test("CountedBuffers leave alone what was not taken from them, or given back before", pure, () => {
  const buffers = new CountedBuffers(1024, 2);
  buffers.giveBack(new Uint8Array(1024));
  const one = buffers.take(1024)!;
  buffers.giveBack(one);
  buffers.giveBack(one);
  assertStrictEquals(buffers.take(1024), one);
  assert(buffers.take(1024) !== one);
});
