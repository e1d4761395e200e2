import { assert, assertEquals, assertStrictEquals } from "@std/assert";
import { once } from "node:events";
import { type AddressInfo, createServer, Socket } from "node:net";
import { encodeText } from "../../lib/base/bytes.ts";
import { connectFromPort } from "../../lib/net/fixed_port.ts";
import type { TcpConnection } from "../../lib/net/socket.ts";
import { writeAll } from "../../lib/net/socket.ts";
import { failureOf } from "../support/failure.ts";
import { freePort, FullListener, Listener } from "../support/listener.ts";
import { network, timeoutMs } from "../support/network.ts";
import { startTcpServer } from "../support/server.ts";
import { dial, readToEnd, writeBytes } from "../support/sockets.ts";
import { within } from "../support/within.ts";

const onlyLinux = { ignore: Deno.build.os !== "linux" } as const;
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

/** Reads until the peer has shut down. */
async function readAll(connection: TcpConnection, bufferBytes = 65_536): Promise<Uint8Array> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  const buffer = new Uint8Array(bufferBytes);
  const read = async (): Promise<void> => {
    for (let size = await connection.read(buffer); size !== null; size = await connection.read(buffer)) {
      parts.push(buffer.slice(0, size));
    }
  };
  await within("the end of the stream", read());
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

async function thrownBy(promise: Promise<unknown>): Promise<unknown> {
  const outcome = await within("a rejection", promise.then(() => undefined, (error: unknown) => ({ error })));
  if (outcome === undefined) throw new Error("it did not reject");
  return outcome.error;
}

Deno.test("connectTcp({ localPort }) connects from that port, over IPv4 and IPv6", async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    using listener = new Listener(host);
    const localPort = freePort(host);
    const connection = await network.connectTcp(listener.endpoint, { timeoutMs, localPort });
    using accepted = await listener.accept();
    assertEquals((accepted.remoteAddr as Deno.NetAddr).port, localPort);
    assertEquals(connection.local, { host, port: localPort });
    assertEquals(connection.peer, listener.endpoint);
    await closeBoth(connection, accepted);
  }
});

/** The server's side closes first: then the fixed port is free again at once. */
async function closeBoth(connection: TcpConnection, accepted: Deno.TcpConn): Promise<void> {
  await accepted.closeWrite();
  assertEquals((await readAll(connection)).length, 0);
  connection.close();
}

Deno.test("connectTcp({ localPort }) loses no reply to a half-close", async () => {
  await using server = await startTcpServer();
  const connection = await network.connectTcp(server.endpoint, { timeoutMs, localPort: freePort() });
  await writeAll(connection, encodeText("before the end ŉ"));
  await connection.closeWrite();
  assertEquals(text(await readAll(connection)), "BEFORE THE END ʼN");
  connection.close();
});

Deno.test("connectTcp({ localPort }) reads pieces as small as the buffer, and loses no byte of many", async () => {
  await using server = await startTcpServer();
  const connection = await network.connectTcp(server.endpoint, { timeoutMs, localPort: freePort() });
  const message = new Uint8Array(2_000_003).map((_, index) => 0x61 + index % 25);
  const send = async (): Promise<void> => {
    await writeAll(connection, message);
    await connection.closeWrite();
  };
  const [reply] = await Promise.all([readAll(connection, 7001), send()]);
  assertEquals(reply.length, message.length);
  assert(reply.every((byte, index) => byte === 0x41 + index % 25));
  connection.close();
});

Deno.test("connectTcp({ localPort }) can send after the peer shut down its side", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs, localPort: freePort() });
  using accepted = await listener.accept();
  await writeBytes(accepted, encodeText("last words"));
  await accepted.closeWrite();
  assertEquals(text(await readAll(connection)), "last words");
  assertEquals(await connection.read(new Uint8Array(10)), null, "the end stays the end");
  await writeAll(connection, encodeText("an answer"));
  await connection.closeWrite();
  assertEquals(text(await readToEnd(accepted)), "an answer");
  connection.close();
});

Deno.test("connectTcp({ localPort }) does not hold on to memory that is used again", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs, localPort: freePort() });
  using accepted = await listener.accept();
  const buffer = encodeText("first");
  await connection.write(buffer);
  buffer.fill(0x78);
  await connection.closeWrite();
  assertEquals(text(await readToEnd(accepted)), "first");
  connection.close();
});

Deno.test("connectTcp({ localPort }) fails with in-use where the port is taken, and names it", async () => {
  for (const host of ["127.0.0.1", "::1"]) {
    using listener = new Listener(host);
    using other = new Listener(host);
    const { port } = other.endpoint;
    const failure = await failureOf(network.connectTcp(listener.endpoint, { timeoutMs, localPort: port }));
    assertEquals(failure.kind, "in-use");
    assertEquals(failure.attempt.endpoint?.port, port);
    assertEquals(failure.attempt.call, "bind");
  }
});

Deno.test("connectTcp({ localPort }) fails with in-use while an older connection has the port", async () => {
  using listener = new Listener();
  const localPort = freePort();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs, localPort });
  using accepted = await listener.accept();
  const failure = await failureOf(network.connectTcp(listener.endpoint, { timeoutMs, localPort }));
  // Older runtimes report any error they have no name for as a refused connection.
  assertEquals(failure.kind, "resetAndDestroy" in Socket.prototype ? "in-use" : "refused");
  await closeBoth(connection, accepted);
});

Deno.test("connectTcp({ localPort }) fails with refused where nothing listens", async () => {
  const endpoint = { host: "127.0.0.1", port: freePort() };
  const failure = await failureOf(network.connectTcp(endpoint, { timeoutMs, localPort: freePort() }));
  assertEquals(failure.kind, "refused");
  assertEquals(failure.attempt.endpoint, endpoint);
});

Deno.test("connectTcp({ localPort }) ends at its deadline", onlyLinux, async () => {
  await using full = await new FullListener().fill();
  const failure = await failureOf(
    network.connectTcp(full.endpoint, { timeoutMs: 250, localPort: freePort() }),
  );
  assertEquals(failure.kind, "timeout");
  assertEquals(failure.attempt.deadlineMs, 250);
});

Deno.test(
  "connectTcp({ localPort }) rejects with the signal's reason when that is aborted",
  onlyLinux,
  async () => {
    await using full = await new FullListener().fill();
    for (const reason of [new Error("a reason"), "text", undefined]) {
      const stop = new AbortController();
      const options = { timeoutMs, signal: stop.signal, localPort: freePort() };
      const attempt = network.connectTcp(full.endpoint, options);
      stop.abort(reason);
      assertStrictEquals(await thrownBy(attempt), stop.signal.reason);
    }
  },
);

Deno.test("connectFromPort() notices a signal that was aborted before it began", onlyLinux, async () => {
  await using full = await new FullListener().fill();
  const reason = new Error("a reason");
  const signal = AbortSignal.abort(reason);
  assertStrictEquals(await thrownBy(connectFromPort("#1", full.endpoint, freePort(), signal)), reason);
});

Deno.test("connectTcp({ localPort }) throws no failure for a read that waits when it is closed", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs, localPort: freePort() });
  using accepted = await listener.accept();
  const waiting = thrownBy(connection.read(new Uint8Array(10)));
  connection.close();
  connection.close();
  assert(await waiting instanceof Deno.errors.BadResource);
  assert(await thrownBy(connection.read(new Uint8Array(10))) instanceof Deno.errors.BadResource);
  assert(await thrownBy(connection.write(new Uint8Array(10))) instanceof Deno.errors.BadResource);
  assertEquals((await readToEnd(accepted)).length, 0);
});

Deno.test("connectTcp({ localPort }) fails with broken-pipe after its own shutdown, as the other way does", async () => {
  using listener = new Listener();
  const connection = await network.connectTcp(listener.endpoint, { timeoutMs, localPort: freePort() });
  using accepted = await listener.accept();
  await connection.closeWrite();
  assertEquals((await failureOf(connection.write(encodeText("x")))).kind, "broken-pipe");
  await accepted.closeWrite();
  connection.close();
});

const canReset = "resetAndDestroy" in Socket.prototype;

Deno.test(
  "connections tell an RST from a FIN, with a fixed port and without",
  { ignore: !canReset },
  async () => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.once("data", () => (socket as Socket & { resetAndDestroy(): void }).resetAndDestroy());
    });
    server.listen(0, "127.0.0.1");
    await within("the server", once(server, "listening"));
    const endpoint = { host: "127.0.0.1", port: (server.address() as AddressInfo).port };
    for (const fixed of [{ localPort: freePort() }, {}]) {
      const connection = await network.connectTcp(endpoint, { timeoutMs, ...fixed });
      await writeAll(connection, encodeText("reset me"));
      assertEquals((await failureOf(connection.read(new Uint8Array(10)))).kind, "reset");
      connection.close();
    }
    server.close();
    await within("the server to end", once(server, "close"));
  },
);

Deno.test("connectTcp({ localPort }) does not disturb others on the same server", async () => {
  await using server = await startTcpServer();
  const connection = await network.connectTcp(server.endpoint, { timeoutMs, localPort: freePort() });
  using other = await dial(server.endpoint);
  await writeAll(connection, encodeText("one"));
  await writeBytes(other, encodeText("two"));
  await connection.closeWrite();
  await other.closeWrite();
  assertEquals(text(await readAll(connection)), "ONE");
  assertEquals(text(await readToEnd(other)), "TWO");
  connection.close();
});
