import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { encodeText } from "../../lib/base/bytes.ts";
import { openConnection } from "../../lib/net/connect.ts";
import { failureOf } from "../support/failure.ts";
import { freePort, FullListener, Listener } from "../support/listener.ts";
import { network, timeoutMs } from "../support/network.ts";
import { within } from "../support/within.ts";

const onlyLinux = { ignore: Deno.build.os !== "linux" } as const;

/** What a promise rejects with. */
async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await within("a rejection", promise.then(() => undefined, (error: unknown) => ({ error })));
  if (outcome === undefined) throw new Error("it did not reject");
  return outcome.error;
}

Deno.test("openConnection() gives a connection with the id and both addresses", async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    using listener = new Listener(host);
    const connection = await openConnection("#7", listener.endpoint, { timeoutMs });
    using accepted = await listener.accept();
    assertEquals(connection.id, "#7");
    assertEquals(connection.peer, listener.endpoint);
    assertEquals(connection.local, { host, port: (accepted.remoteAddr as Deno.NetAddr).port });
    connection.close();
    connection.close();
  }
});

Deno.test("openConnection() does not wait for Nagle's algorithm: two small sends arrive", async () => {
  using listener = new Listener();
  const connection = await openConnection("#1", listener.endpoint, { timeoutMs });
  using accepted = await listener.accept();
  await connection.write(encodeText("a"));
  await connection.write(encodeText("b"));
  const buffer = new Uint8Array(10);
  let size = 0;
  while (size < 2) size += (await within("both", accepted.read(buffer.subarray(size)))) ?? fail();
  assertEquals(buffer.subarray(0, 2), encodeText("ab"));
  connection.close();
});

function fail(): never {
  throw new Error("the stream ended");
}

Deno.test("connectTcp() fails with refused where nothing listens", async () => {
  const port = freePort();
  const failure = await failureOf(network.connectTcp({ host: "127.0.0.1", port }, { timeoutMs }));
  assertEquals(failure.kind, "refused");
  assertEquals(failure.message, `cannot connect to 127.0.0.1:${port}: connection refused`);
});

Deno.test(
  "connectTcp() ends an attempt without an answer at its deadline, and says whose it was",
  onlyLinux,
  async () => {
    await using full = await new FullListener().fill();
    const start = performance.now();
    const failure = await failureOf(network.connectTcp(full.endpoint, { timeoutMs: 250 }));
    assert(performance.now() - start >= 245);
    assertEquals(failure.kind, "timeout");
    assertEquals(failure.attempt.deadlineMs, 250);
    assertEquals(
      failure.message,
      `cannot connect to 127.0.0.1:${full.endpoint.port}: no answer within 250 ms`,
    );
  },
);

Deno.test(
  "connectTcp() rejects with the signal's reason when that is aborted meanwhile",
  onlyLinux,
  async () => {
    await using full = await new FullListener().fill();
    const reasons = [undefined, new Error("a reason"), "text", new DOMException("stop", "AbortError")];
    for (const reason of reasons) {
      const stop = new AbortController();
      const attempt = network.connectTcp(full.endpoint, { timeoutMs, signal: stop.signal });
      stop.abort(reason);
      assertStrictEquals(await thrownBy(attempt), stop.signal.reason);
    }
  },
);

Deno.test("connectTcp() rejects with the reason of a signal that was aborted before", async () => {
  using listener = new Listener();
  const reason = new Error("a reason");
  const signal = AbortSignal.abort(reason);
  assertStrictEquals(await thrownBy(network.connectTcp(listener.endpoint, { timeoutMs, signal })), reason);
});

Deno.test("connectTcp() leaves the signal alone once it is connected", async () => {
  using listener = new Listener();
  const stop = new AbortController();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs: 60_000, signal: stop.signal });
  using accepted = await listener.accept();
  stop.abort();
  await connection.write(encodeText("x"));
  assertEquals(await within("a byte", accepted.read(new Uint8Array(10))), 1);
  connection.close();
});

// The runtime itself leaves a resource behind here up to 2.8.
const leaky = { sanitizeResources: false } as const;

Deno.test("connectTcp() fails with unknown-host for what is no address", leaky, async () => {
  const failure = await failureOf(network.connectTcp({ host: "a b", port: 1 }, { timeoutMs }));
  assertEquals(failure.kind, "unknown-host");
});

Deno.test("a connection reads null after FIN, and can still send", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs });
  using accepted = await listener.accept();
  await accepted.closeWrite();
  assertEquals(await within("the end", connection.read(new Uint8Array(10))), null);
  assertEquals(await connection.write(encodeText("late")), 4);
  await connection.closeWrite();
  const buffer = new Uint8Array(10);
  assertEquals(await within("4 bytes", accepted.read(buffer)), 4);
  assertEquals(await within("the end", accepted.read(buffer)), null);
  connection.close();
});

Deno.test("a connection that was shut down fails with broken-pipe when it sends", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs });
  using _accepted = await listener.accept();
  await connection.closeWrite();
  assertEquals((await failureOf(connection.write(encodeText("x")))).kind, "broken-pipe");
  connection.close();
});

Deno.test("a closed connection throws no failure: that was us", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs });
  using _accepted = await listener.accept();
  connection.close();
  assert(await thrownBy(connection.read(new Uint8Array(1))) instanceof Deno.errors.BadResource);
  assert(await thrownBy(connection.write(new Uint8Array(1))) instanceof Deno.errors.BadResource);
});
