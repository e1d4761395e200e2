import { assertEquals, assertRejects, assertStrictEquals } from "@std/assert";
import type { Bytes } from "../../lib/base/bytes.ts";
import { Inbox } from "../../lib/client/inbox.ts";
import { chunksOf, datagramsOf, receiveInto } from "../../lib/client/receive.ts";
import type { TcpConnection, UdpSocket } from "../../lib/net/socket.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { ManualClock } from "../support/manual_clock.ts";

const permissions = "none";
const here = { host: "127.0.0.1", port: 7 };

Deno.test(
  "receiveInto() puts what each receive brings, and ends the inbox at the end",
  { permissions },
  async () => {
    const inbox = new Inbox<number>(new ManualClock());
    const items = [1, 2, undefined];
    assertEquals(await receiveInto(inbox, () => Promise.resolve(items.shift())), undefined);
    assertEquals([await inbox.next(0), await inbox.next(0), await inbox.next(0)], [1, 2, undefined]);
  },
);

Deno.test(
  "receiveInto() ends the inbox with what a receive throws, and returns it",
  { permissions },
  async () => {
    const inbox = new Inbox<number>(new ManualClock());
    const error = new Error("the connection is closed");
    const calls = [Promise.resolve(1), Promise.reject(error)];
    assertStrictEquals(await receiveInto(inbox, () => calls.shift()!), error);
    assertEquals(await inbox.next(0), 1);
    await assertRejects(() => inbox.next(0), Error, "the connection is closed");
  },
);

Deno.test("chunksOf() copies what came, with its time, up to the end", { permissions }, async () => {
  const clock = new ManualClock();
  const sizes = [3, 2, null];
  let filler = 0;
  const read = (buffer: Bytes): Promise<number | null> => {
    buffer.fill(++filler);
    return Promise.resolve(sizes.shift()!);
  };
  const receive = chunksOf({ read } as TcpConnection, clock);
  const first = await receive();
  clock.advance(5);
  const second = await receive();
  assertEquals(first, { bytes: new Uint8Array([1, 1, 1]), atMs: 0 });
  assertEquals(second, { bytes: new Uint8Array([2, 2]), atMs: 5 });
  assertEquals(await receive(), undefined);
});

Deno.test("datagramsOf() gives a failure and goes on, but throws what is none", { permissions }, async () => {
  const failure = new Failure("refused", { call: "recvfrom", transport: "udp", endpoint: here });
  const closed = new Error("closed");
  const calls = [failure, closed];
  let isFirst = true;
  const receive = (
    buffer: Bytes,
  ): Promise<never> | Promise<{ bytes: Bytes; from: typeof here; truncated: boolean }> => {
    if (!isFirst) return Promise.reject(calls.shift());
    isFirst = false;
    return Promise.resolve({ bytes: buffer.subarray(0, 2), from: here, truncated: false });
  };
  const next = datagramsOf({ receive } as UdpSocket, new ManualClock());
  assertEquals(await next(), { bytes: new Uint8Array(2), from: here, atMs: 0 });
  assertStrictEquals(await next(), failure);
  await assertRejects(next, Error, "closed");
});
