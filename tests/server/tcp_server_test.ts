import { assert, assertEquals, assertMatch } from "@std/assert";
import { type Bytes, concat, encodeText } from "../../lib/base/bytes.ts";
import { randomInteger, seededRandom } from "../../lib/base/random.ts";
import type { TcpConnection } from "../../lib/net/socket.ts";
import { UpperStream } from "../../lib/protocol/service/upper.ts";
import { assertBytes, textOf } from "../support/bytes.ts";
import { FakeConnection } from "../support/fake_connection.ts";
import { FakeListener } from "../support/fake_listener.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { printSeed } from "../support/property.ts";
import { resetOver } from "../support/reset.ts";
import { listenLocally, serveListener, startTcpServer } from "../support/server.ts";
import { dial, exchange, readToEnd, writeBytes } from "../support/sockets.ts";
import { settle } from "../support/turns.ts";
import { withCalls, wrapped } from "../support/with_calls.ts";
import { within } from "../support/within.ts";

Deno.test("serveTcp() answers in capitals and tells the conversation as it went", async () => {
  await using server = await startTcpServer();
  using client = await dial(server.endpoint);
  assertEquals(await exchange(client, "hello, 한글"), "HELLO, 한글");
  await client.closeWrite();
  assertEquals((await readToEnd(client)).length, 0);
  const [closed] = await server.log.waitFor("closed");
  const peer = `127.0.0.1:${client.localAddr.port}`;
  const { durationMs, ...facts } = closed!;
  assert(durationMs >= 0);
  assertEquals(facts, {
    event: "closed",
    socket: "#2",
    peer,
    by: "client",
    messages: 1,
    bytesIn: 13,
    bytesOut: 13,
  });
  assertEquals(server.log.all[0], { event: "accepted", socket: "#2", peer });
});

Deno.test("serveTcp() reports its totals last, and gives them back", async () => {
  await using server = await startTcpServer();
  for (const message of ["one", "three"]) {
    using client = await dial(server.endpoint);
    await exchange(client, message);
  }
  await server.log.waitFor("closed", 2);
  server.stop();
  const summary = await within("the totals", server.summary);
  assertEquals(server.log.all.at(-1), summary);
  const { connections, messages, bytesIn, bytesOut, cutOff } = summary;
  assertEquals({ connections, messages, bytesIn, bytesOut, cutOff }, {
    connections: 2,
    messages: 2,
    bytesIn: 8,
    bytesOut: 8,
    cutOff: 0,
  });
});

Deno.test("serveTcp() loses no reply of a slow service to a client that shut down its side first", async () => {
  const listener = await listenLocally();
  const slow = wrapped(listener, (connection) =>
    withCalls(connection, {
      write: async (bytes) => {
        await new Promise((resolve) => setTimeout(resolve, 1200));
        return await connection.write(bytes);
      },
    }));
  await using server = serveListener(slow);
  using client = await dial(server.endpoint);
  await writeBytes(client, encodeText("said before the end ß"));
  await client.closeWrite();
  assertEquals(textOf(await readToEnd(client)), "SAID BEFORE THE END SS");
  assertEquals((await server.log.waitFor("closed"))[0]!.by, "client");
});

Deno.test("serveTcp() answers all of 8 MiB to a client that shut down its side before it read", async () => {
  await using server = await startTcpServer();
  using client = await dial(server.endpoint);
  const size = 8 * 1_048_576;
  const message = new Uint8Array(size).fill(0x71);
  const send = async (): Promise<void> => {
    await writeBytes(client, message);
    await client.closeWrite();
  };
  const [reply] = await Promise.all([readToEnd(client), send()]);
  assertEquals(reply.length, size);
  assertBytes(reply, new Uint8Array(size).fill(0x51));
});

Deno.test("serveTcp() sends the bytes of a character that never became whole when the client is done", async () => {
  await using server = await startTcpServer();
  using client = await dial(server.endpoint);
  await writeBytes(client, Uint8Array.of(0x61, 0xf0, 0x9f, 0x98));
  await client.closeWrite();
  assertEquals(await readToEnd(client), Uint8Array.of(0x41, 0xf0, 0x9f, 0x98));
});

Deno.test("serveTcp() puts a character together that comes byte by byte", async () => {
  await using server = await startTcpServer();
  using client = await dial(server.endpoint);
  client.setNoDelay(true);
  for (const byte of encodeText("straße ŉ 😀")) await writeBytes(client, Uint8Array.of(byte));
  await client.closeWrite();
  assertEquals(textOf(await readToEnd(client)), "STRASSE ʼN 😀");
});

Deno.test("serveTcp() reports a client that resets in the middle of a message, and serves the next", async (test) => {
  await using server = await startTcpServer();
  const happened = await resetOver(server.endpoint, "half a messa");
  if (!happened) {
    await test.step({
      name: "neither node:net nor python3 can send an RST here",
      ignore: true,
      fn: () => {},
    });
    return;
  }
  const [closed] = await server.log.waitFor("closed");
  assertEquals({ by: closed!.by, failure: closed!.failure, bytesIn: closed!.bytesIn }, {
    by: "failure",
    failure: "reset",
    bytesIn: 12,
  });
  using client = await dial(server.endpoint);
  assertEquals(await exchange(client, "next"), "NEXT");
});

Deno.test("serveTcp() passes bytes that are no text through, and loses none", async () => {
  const seed = Math.trunc(Math.random() * 2 ** 32);
  printSeed(seed);
  const random = seededRandom(seed);
  await using server = await startTcpServer();
  using client = await dial(server.endpoint);
  const garbage = Uint8Array.from({ length: 300_000 }, () => randomInteger(random, 0, 255));
  const send = async (): Promise<void> => {
    for (let sent = 0; sent < garbage.length;) {
      const size = randomInteger(random, 1, 5000);
      await writeBytes(client, garbage.subarray(sent, sent + size));
      sent += size;
    }
    await client.closeWrite();
  };
  const [reply] = await Promise.all([readToEnd(client), send()]);
  const stream = new UpperStream();
  const expected: Bytes[] = [];
  for (let start = 0; start < garbage.length; start += 4096) {
    expected.push(concat(stream.push(garbage.slice(start, start + 4096))));
  }
  assertBytes(reply, concat(...expected, stream.end()), `seed ${seed}`);
});

Deno.test("serveTcp() serves over IPv6", async () => {
  await using server = await startTcpServer({ host: "::1" });
  using client = await dial(server.endpoint);
  assertEquals(await exchange(client, "six"), "SIX");
  assertMatch(server.log.of("accepted")[0]!.peer, /^\[::1\]:\d+$/);
});

Deno.test("serveTcp() counts what was sent of a reply that was never taken whole", async () => {
  const clock = new ManualClock();
  const connection: TcpConnection & FakeConnection = new FakeConnection();
  connection.writeSize = 4;
  await using server = serveListener(new FakeListener([connection]), { clock });
  const never = Promise.withResolvers<void>();
  const write = connection.write.bind(connection);
  connection.write = async (bytes) => {
    if (connection.sent.length >= 8) await never.promise;
    return await write(bytes);
  };
  connection.arrive("abcdefghijkl");
  await connection.waitForSent("ABCDEFGH");
  server.stop();
  await clock.waitForTimer(5000);
  clock.advance(5000);
  const { bytesIn, bytesOut, cutOff } = await within("the end", server.summary);
  assertEquals({ bytesIn, bytesOut, cutOff }, { bytesIn: 12, bytesOut: 8, cutOff: 1 });
  never.resolve();
  await settle();
});
