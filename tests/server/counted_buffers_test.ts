import { assertEquals } from "@std/assert";
import { CountedBuffers } from "../../lib/server/counted_buffers.ts";

const pure = { permissions: "none" } as const;

Deno.test("CountedBuffers have so many bytes together, of any sizes", pure, () => {
  const buffers = new CountedBuffers(2048);
  const [one, two] = [buffers.take(1024)!, buffers.take(512)!];
  assertEquals([one.length, two.length], [1024, 512]);
  assertEquals(buffers.take(1024), undefined);
  assertEquals(buffers.take(512)?.length, 512);
  buffers.giveBack(one);
  assertEquals(buffers.take(1024)?.length, 1024);
});

Deno.test("CountedBuffers leave alone what was not taken from them, or given back before", pure, () => {
  const buffers = new CountedBuffers(1024);
  buffers.giveBack(new Uint8Array(1024));
  const one = buffers.take(1024)!;
  assertEquals(buffers.take(1), undefined);
  buffers.giveBack(one);
  buffers.giveBack(one);
  assertEquals(buffers.take(1024)?.length, 1024);
  assertEquals(buffers.take(1), undefined);
});
