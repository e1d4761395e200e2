import { assert, assertEquals } from "@std/assert";
import { kernelBuffers } from "../../lib/protocol/service/upper/ascii.ts";
import type { Buffers } from "../../lib/protocol/service/service.ts";
import { type Bytes, concatAll } from "../../lib/base/bytes.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { randomInteger, seededRandom } from "../../lib/base/random.ts";
import { Receiver } from "../../lib/server/receiver.ts";
import { failureOfKind } from "../support/failure.ts";
import { FakeConnection } from "../support/fake_connection.ts";
import { printSeed } from "../support/property.ts";
import { settle } from "../support/turns.ts";

const pure = { permissions: "none" } as const;

const call = 65_536;

/** Bytes of which no two neighbourhoods are alike. */
function content(size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, index) => index * 31 + (index >> 8));
}

/** Counts the calls of a connection that wait at the same time, and remembers how much each may receive. */
class Counted extends FakeConnection {
  readonly sizes: number[] = [];
  waiting = 0;

  override async read(buffer: Bytes): Promise<number | null> {
    assertEquals(++this.waiting, 1, "one call at a time");
    this.sizes.push(buffer.length);
    try {
      return await super.read(buffer);
    } finally {
      this.waiting--;
    }
  }
}

/** A receiver whose buffer has grown to what it gathers into. */
async function grown(buffers?: Buffers): Promise<{ connection: Counted; receiver: Receiver }> {
  const connection = new Counted();
  const receiver = new Receiver(connection, call, buffers);
  for (const size of [512, 2048, 8192, 32_768, call]) {
    connection.arrive(new Uint8Array(size));
    assertEquals(await receiver.receive(), size);
    receiver.grow(size);
  }
  return { connection, receiver };
}

Deno.test("Receiver gathers what is there at once, as many calls as there is room for", pure, async () => {
  const { connection, receiver } = await grown();
  const sent = content(5 * call + 100);
  connection.arrive(sent);
  assertEquals([await receiver.receive(), receiver.calls], [4 * call, 4]);
  assertEquals(receiver.bytes(4 * call), sent.subarray(0, 4 * call));
  assertEquals([await receiver.receive(), receiver.calls], [call + 100, 2]);
  assertEquals(receiver.bytes(call + 100), sent.subarray(4 * call));
  assertEquals(new Set(connection.sizes.slice(5)), new Set([call]));
  receiver.close();
});

Deno.test("Receiver does not wait for more than is there", pure, async () => {
  const { connection, receiver } = await grown();
  const sent = content(2 * call + 7);
  connection.arrive(sent.subarray(0, call));
  assertEquals(await receiver.receive(), call);
  const first = receiver.bytes(call);
  assertEquals(connection.waiting, 1, "the next call has begun");
  connection.arrive(sent.subarray(call));
  await settle();
  assertEquals(first, sent.subarray(0, call), "it does not touch what came before");
  assertEquals([await receiver.receive(), receiver.calls], [call + 7, 2]);
  assertEquals(receiver.bytes(call + 7), sent.subarray(call));
  assertEquals(connection.waiting, 0);
  receiver.close();
});

Deno.test("Receiver gives what came before the end, then the end", pure, async () => {
  const { connection, receiver } = await grown();
  connection.arrive(content(2 * call));
  connection.arriveEnd();
  assertEquals(await receiver.receive(), 2 * call);
  assertEquals(receiver.bytes(2 * call), content(2 * call));
  assertEquals(await receiver.receive(), null);
  receiver.close();
});

Deno.test("Receiver gives what came before a failure, then the failure", pure, async () => {
  const { connection, receiver } = await grown();
  connection.arrive(content(call));
  connection.arriveFailure(failureOfKind("reset"));
  assertEquals(await receiver.receive(), call);
  const error = await receiver.receive().then(() => undefined, (error: unknown) => error);
  assert(error instanceof Failure && error.kind === "reset");
  receiver.close();
});

Deno.test("Receiver gathers nothing where calls are to be small", pure, async () => {
  const connection = new Counted();
  const receiver = new Receiver(connection, 2048);
  connection.arrive(content(20_000));
  for (const expected of [512, 2048, 2048, 2048]) {
    assertEquals([await receiver.receive(), receiver.calls], [expected, 1]);
    receiver.grow(expected);
  }
  assertEquals(connection.waiting, 0);
  receiver.close();
});

Deno.test("Receiver keeps to one call at a time when there is no buffer to gather into", pure, async () => {
  const taken: Bytes[] = [];
  for (let buffer; (buffer = kernelBuffers.take(4 * call)) !== undefined;) taken.push(buffer);
  const { connection, receiver } = await grown(kernelBuffers);
  connection.arrive(content(2 * call));
  assertEquals([await receiver.receive(), receiver.calls], [call, 1]);
  assertEquals([await receiver.receive(), receiver.calls], [call, 1]);
  receiver.close();
  taken.forEach(kernelBuffers.giveBack);
});

Deno.test("Receiver gives its buffer back when no call uses it any more", pure, async () => {
  const { connection, receiver } = await grown(kernelBuffers);
  connection.arrive(content(call));
  await receiver.receive();
  const { byteOffset } = receiver.bytes(call);
  receiver.close();
  const other = kernelBuffers.take(4 * call)!;
  assert(other.byteOffset !== byteOffset, "a call is still receiving into it");
  connection.close();
  await settle();
  const next = kernelBuffers.take(4 * call)!;
  assertEquals(next.byteOffset, byteOffset);
  [other, next].forEach(kernelBuffers.giveBack);
});

Deno.test("Receiver gives every byte once and in order, however they come", pure, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  printSeed(seed);
  const random = seededRandom(seed);
  const { connection, receiver } = await grown();
  const sent = content(5_000_000);
  const received: Bytes[] = [];
  const receiveAll = async (): Promise<void> => {
    for (let size; (size = await receiver.receive()) !== null;) {
      received.push(receiver.bytes(size).slice());
      receiver.grow(size);
      if (random() < 0.3) await settle();
    }
  };
  const done = receiveAll();
  for (let start = 0; start < sent.length;) {
    const end = start + randomInteger(random, 1, random() < 0.5 ? 3 * call : call);
    connection.arrive(sent.slice(start, end));
    start = end;
    if (random() < 0.3) await settle();
  }
  connection.arriveEnd();
  await done;
  assertEquals(concatAll(received), sent);
  receiver.close();
});
