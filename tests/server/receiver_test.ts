import { assertEquals, assertNotEquals } from "@std/assert";
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

const largest = 262_144;

/** Bytes of which no two neighbourhoods are alike. */
function content(size: number): Bytes {
  return Uint8Array.from({ length: size }, (_, index) => index * 31 + (index >> 8));
}

/** Receives as much as there is room for, until the room no longer grows. @returns How much each receive gave. */
async function growthOf(
  largestBytes: number,
  buffers?: Buffers,
): Promise<{ sizes: number[]; receiver: Receiver }> {
  const connection = new FakeConnection();
  const receiver = new Receiver(connection, largestBytes, buffers);
  const sizes: number[] = [];
  connection.arrive(new Uint8Array(4 * largestBytes));
  while (sizes.at(-1) !== sizes.at(-2) || sizes.length < 2) {
    const size = (await receiver.receive())!;
    sizes.push(size);
    receiver.grow(size);
  }
  return { sizes, receiver };
}

Deno.test("Receiver starts small and grows where a receive fills it", pure, async () => {
  for (const buffers of [undefined, kernelBuffers]) {
    const { sizes, receiver } = await growthOf(largest, buffers);
    assertEquals(sizes, [512, 2048, 8192, 32_768, 131_072, largest, largest]);
    receiver.close();
  }
});

Deno.test("Receiver grows no further than it may", pure, async () => {
  for (const buffers of [undefined, kernelBuffers]) {
    const { sizes, receiver } = await growthOf(2048, buffers);
    assertEquals(sizes, [512, 2048, 2048]);
    receiver.close();
  }
});

Deno.test("Receiver does not grow for a client whose messages have room", pure, async () => {
  const connection = new FakeConnection();
  const receiver = new Receiver(connection, largest);
  for (let message = 0; message < 10; message++) {
    connection.arrive(content(511));
    assertEquals(await receiver.receive(), 511);
    receiver.grow(511);
  }
  connection.arrive(content(1000));
  assertEquals(await receiver.receive(), 512);
  receiver.close();
});

Deno.test("Receiver goes on with what it has where no larger buffer is left", pure, async () => {
  const held: Receiver[] = [];
  let last = largest;
  while (last === largest && held.length < 300) {
    const { sizes, receiver } = await growthOf(largest);
    last = sizes.at(-1)!;
    held.push(receiver);
  }
  // 64 MiB, of which the last one found no more than half of what it wanted.
  assertEquals([held.length, last], [256, 131_072]);
  held.splice(0, 2).forEach((each) => each.close());
  const { sizes, receiver } = await growthOf(largest);
  assertEquals(sizes.at(-1), largest);
  [receiver, ...held].forEach((each) => each.close());
});

Deno.test("Receiver gives the service's buffer back", pure, async () => {
  const taken = new Set<Bytes>();
  const buffers: Buffers = {
    take: (size) => {
      const buffer = new Uint8Array(size);
      taken.add(buffer);
      return buffer;
    },
    giveBack: (buffer) => void taken.delete(buffer),
  };
  const { receiver } = await growthOf(largest, buffers);
  assertEquals([...taken].map(({ length }) => length), [largest]);
  receiver.close();
  assertEquals(taken.size, 0);
});

Deno.test("Receiver gives what came before a failure, then the failure", pure, async () => {
  const connection = new FakeConnection();
  const receiver = new Receiver(connection, largest);
  connection.arrive(content(100));
  connection.arriveFailure(failureOfKind("reset"));
  assertEquals(await receiver.receive(), 100);
  assertEquals(receiver.bytes(100), content(100));
  const error = await receiver.receive().then(() => undefined, (error: unknown) => error);
  assertNotEquals(error, undefined);
  assertEquals(error instanceof Failure && error.kind, "reset");
  receiver.close();
});

Deno.test("Receiver gives every byte once and in order, however they come", pure, async () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  printSeed(seed);
  const random = seededRandom(seed);
  const connection = new FakeConnection();
  const receiver = new Receiver(connection, largest, kernelBuffers);
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
    const end = start + randomInteger(random, 1, random() < 0.5 ? 3 * largest : 9000);
    connection.arrive(sent.slice(start, end));
    start = end;
    if (random() < 0.3) await settle();
  }
  connection.arriveEnd();
  await done;
  assertEquals(concatAll(received), sent);
  receiver.close();
});
