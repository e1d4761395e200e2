import { assert, assertEquals, assertGreater, assertGreaterOrEqual, assertRejects } from "@std/assert";
import { TcpClient } from "../../lib/client/tcp_client.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { services } from "../../lib/protocol/service/services.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { textOf, utf8 } from "../support/bytes.ts";
import { tcpClient } from "../support/client.ts";
import { FakeConnection } from "../support/fake_connection.ts";
import { failureOf, replyOf } from "../support/line_result.ts";
import { Lines } from "../support/lines.ts";
import { hasPython } from "../support/machine.ts";
import { resettingServer } from "../support/reset.ts";
import { receive, scriptedServer, send, untilGone } from "../support/scripted_server.ts";
import { startTcpServer } from "../support/server.ts";
import { within } from "../support/within.ts";

const mebibyte = 1_048_576;

Deno.test("TcpClient takes a reply that comes byte by byte", async () => {
  await using server = scriptedServer(async (connection) => {
    connection.setNoDelay(true);
    await receive(connection);
    for (const letter of "HELLO") await send(connection, letter);
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches, reply.extraBytes], ["HELLO", true, 0]);
});

Deno.test("TcpClient takes a reply that comes in two halves", async () => {
  const firstIsThere = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HE");
    await firstIsThere.promise;
    await send(connection, "LLO");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  const result = client.exchange("hello");
  await client.hasTaken(2);
  firstIsThere.resolve();
  const reply = replyOf(await result);
  assertEquals([textOf(reply.bytes), reply.matches], ["HELLO", true]);
});

Deno.test("TcpClient takes a reply whose character is cut in two", async () => {
  const firstIsThere = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    const bytes = utf8("ÉTÉ");
    await connection.write(bytes.subarray(0, 1));
    await firstIsThere.promise;
    await connection.write(bytes.subarray(1));
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  const result = client.exchange("été");
  await client.hasTaken(1);
  firstIsThere.resolve();
  assertEquals(replyOf(await result).matches, true);
});

Deno.test("TcpClient ends a reply that is not the expected one after 200 ms of silence", async () => {
  await using server = await startTcpServer({ service: services.echo });
  using client = await tcpClient(server.endpoint);
  const startMs = performance.now();
  const reply = replyOf(await client.exchange("hello"));
  const elapsedMs = performance.now() - startMs;
  assertEquals([textOf(reply.bytes), reply.matches, reply.extraBytes], ["hello", false, 0]);
  // The silence is not part of the round trip.
  assertGreaterOrEqual(elapsedMs - reply.rttMs, 200);
});

Deno.test("TcpClient compares with an echo where that is expected", async () => {
  await using server = await startTcpServer({ service: services.echo });
  using client = await tcpClient(server.endpoint, { expectation: "echo" });
  const reply = replyOf(await client.exchange("Straße\0"));
  assertEquals([textOf(reply.bytes), reply.matches], ["Straße\0", true]);
});

Deno.test("TcpClient takes any reply after 200 ms of silence and compares nothing", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "whatever");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { expectation: "any" });
  const startMs = performance.now();
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches, reply.extraBytes], ["whatever", true, 0]);
  assertGreaterOrEqual(performance.now() - startMs - reply.rttMs, 200);
});

Deno.test("TcpClient counts the bytes too many that come in the same send", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HELLO\0\0\0");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches, reply.extraBytes], ["HELLO\0\0\0", false, 3]);
});

Deno.test("TcpClient tells of a server that closes before it replies", async () => {
  await using server = scriptedServer(receive);
  using client = await tcpClient(server.endpoint);
  const { failure, received, canGoOn } = failureOf(await client.exchange("hello"));
  assertEquals([failure.kind, received.length, canGoOn], ["closed", 0, false]);
});

Deno.test("TcpClient tells of a server that closes in the middle of its reply", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HEL");
  });
  using client = await tcpClient(server.endpoint);
  const { failure, received, canGoOn } = failureOf(await client.exchange("hello"));
  assertEquals([failure.kind, received.length, canGoOn], ["closed", 3, false]);
});

Deno.test("TcpClient tells of a server that resets the connection", { ignore: !hasPython }, async () => {
  await using server = await resettingServer();
  using client = await tcpClient(server.endpoint);
  const { failure, received, canGoOn } = failureOf(await client.exchange("hello"));
  assertEquals([failure.kind, received.length, canGoOn], ["reset", 0, false]);
});

Deno.test("TcpClient shows what came before the server closed, even when it is not the answer", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "bye");
  });
  using client = await tcpClient(server.endpoint);
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches], ["bye", false]);
});

Deno.test("TcpClient knows at once that the server ended the connection after a reply", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HELLO");
  });
  using client = await tcpClient(server.endpoint);
  assertEquals(client.client.endFailure, undefined);
  assertEquals(replyOf(await client.exchange("hello")).matches, true);
  await within("the end of the connection", client.client.ended);
  const { kind, message } = client.client.endFailure!;
  const { host, port } = server.endpoint;
  assertEquals([kind, message], ["closed", `${host}:${port} closed the connection`]);
  const { failure, canGoOn } = failureOf(await client.exchange("again"));
  assertEquals([failure.kind, canGoOn], ["closed", false]);
});

Deno.test("TcpClient sends a line of 1 MiB and takes its reply at the same time", async () => {
  await using server = await startTcpServer();
  using client = await tcpClient(server.endpoint);
  const reply = replyOf(await client.exchange(new Uint8Array(mebibyte).fill(0x61)));
  assertEquals([reply.bytes.length, reply.matches], [mebibyte, true]);
  assert(reply.bytes.every((byte) => byte === 0x41));
});

Deno.test("TcpClient gives a line up that the server never reads, and cannot send another", async () => {
  await using server = scriptedServer((_, over) => over);
  using client = await tcpClient(server.endpoint, { timeoutMs: 500 });
  // The system itself takes a few mebibytes that nobody reads.
  const { failure, received, canGoOn } = failureOf(
    await client.exchange(new Uint8Array(16 * mebibyte)),
  );
  assertEquals([failure.kind, received.length, canGoOn], ["timeout", 0, false]);
});

Deno.test("TcpClient ends the reply of a server that never stops sending", async () => {
  const flood = new Uint8Array(65_536).fill(0x78);
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    try {
      for (;;) await connection.write(flood);
    } catch {
      // The client has had enough.
    }
  });
  using client = await tcpClient(server.endpoint);
  const reply = replyOf(await client.exchange("hello"));
  assertEquals(reply.matches, false);
  assertGreater(reply.bytes.length, mebibyte);
});

Deno.test("TcpClient goes on receiving after a flood that nobody asked for", async () => {
  const flood = new Uint8Array(3 * mebibyte);
  const replied = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "ONE");
    await replied.promise;
    for (let sent = 0; sent < flood.length;) sent += await connection.write(flood.subarray(sent));
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  assertEquals(replyOf(await client.exchange("one")).matches, true);
  replied.resolve();
  await client.hasTaken(900_000);
  const reply = replyOf(await client.exchange("two"));
  assertEquals(reply.matches, false);
  const extraBytes = client.asides.all.map(({ bytes = 0 }) => bytes).reduce((sum, bytes) => sum + bytes, 0);
  assertGreaterOrEqual(extraBytes, 900_000);
});

Deno.test("TcpClient sends nothing for an empty line on a stream", async () => {
  await using server = await startTcpServer();
  using client = await tcpClient(server.endpoint);
  assertEquals(await client.exchange(""), { kind: "nothing-sent" });
  assertEquals(client.asides.all, [{ event: "aside", about: "empty-line" }]);
});

Deno.test("TcpClient with framing line sends a newline and reads up to one", async () => {
  const lines: string[] = [];
  const firstIsThere = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    lines.push(await receive(connection));
    await send(connection, "HEL");
    await firstIsThere.promise;
    await send(connection, "LO\n");
    lines.push(await receive(connection));
    await send(connection, "\n");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { framing: "line" });
  const first = client.exchange("hello");
  await client.hasTaken(3);
  firstIsThere.resolve();
  assertEquals(textOf(replyOf(await first).bytes), "HELLO");
  const second = replyOf(await client.exchange(""));
  assertEquals([textOf(second.bytes), second.matches], ["", true]);
  assertEquals(lines, ["hello\n", "\n"]);
});

Deno.test("TcpClient with framing crlf takes any reply with all its lines, up to a silence or the end", async () => {
  await using server = scriptedServer(async (connection) => {
    assertEquals(await receive(connection), "get\r\n");
    await send(connection, "one\r\n\r\ntwo\r\n");
    assertEquals(await receive(connection), "quit\r\n");
    await send(connection, "221 one\r\n221 two\r\n");
  });
  using client = await tcpClient(server.endpoint, { framing: "crlf", expectation: "any" });
  const first = replyOf(await client.exchange("get"));
  const second = replyOf(await client.exchange("quit"));
  assertEquals([textOf(first.bytes), textOf(second.bytes)], ["one\r\n\r\ntwo", "221 one\r\n221 two"]);
  assertEquals([first.matches, first.extraBytes, second.matches], [true, 0, true]);
});

Deno.test("TcpClient shows what came of any reply before a reset", async () => {
  const clock = systemClock();
  const connection = new FakeConnection(clock, (server) => {
    server.arrive("421 busy");
    server.arriveFailure(new Failure("reset", { call: "recv", transport: "tcp", endpoint: server.peer }));
  });
  const options = { framing: "raw", expectation: "any", timeoutMs: 15_000, report: () => {} } as const;
  const client = new TcpClient(connection, { clock, ...options });
  const reply = replyOf(await within("the reply", client.exchange(utf8("hi"))));
  assertEquals(textOf(reply.bytes), "421 busy");
  assertEquals(failureOf(await client.exchange(utf8("again"))).failure.kind, "reset");
  client.close();
});

Deno.test("TcpClient tells what a server sends before the first line as what it is, and waits for it if asked to", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, "220 welcome\r\n");
    assertEquals(await receive(connection), "HELO x\r\n");
    await send(connection, "250 ok\r\n");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, {
    framing: "crlf",
    expectation: "any",
    awaitsGreeting: true,
  });
  const reply = replyOf(await client.exchange("HELO x"));
  assertEquals(textOf(reply.bytes), "250 ok");
  const [greeting] = client.asides.all;
  assertEquals(greeting, { event: "greeting", text: utf8("220 welcome\r\n"), bytes: 13 });
});

Deno.test("TcpClient tells at once of a server that says it is busy and closes, and then that it closed", async () => {
  await using server = scriptedServer((connection) => send(connection, "421 busy\r\n"));
  using client = await tcpClient(server.endpoint, { expectation: "any", awaitsGreeting: true });
  await within("the end of the connection", client.client.ended);
  assertEquals(client.asides.all.map(({ event }) => event), ["greeting"]);
  assertEquals(failureOf(await client.exchange("hi")).failure.kind, "closed");
});

Deno.test("TcpClient never calls what came before the first reply more than expected after the last", async () => {
  const sent = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await sent.promise;
    await send(connection, "what?");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { timeoutMs: 50 });
  failureOf(await client.exchange("one"));
  sent.resolve();
  await client.hasTaken(5);
  failureOf(await client.exchange("two"));
  assertEquals(client.asides.all, [{ event: "aside", about: "unasked", bytes: 5 }]);
});

Deno.test("TcpClient with framing line counts what follows the newline as too much", async () => {
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HELLO\n\0\0");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { framing: "line" });
  const reply = replyOf(await client.exchange("hello"));
  assertEquals([textOf(reply.bytes), reply.matches, reply.extraBytes], ["HELLO", false, 2]);
});

Deno.test("TcpClient stops in the middle of an exchange when it is closed", async () => {
  const line = new Lines();
  await using server = scriptedServer(async (connection) => {
    await line.receive(connection);
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  const result = client.exchange("hello");
  const rejected = assertRejects(() => result, DOMException, "the client was closed");
  await line.untilOneCame();
  client.client.close();
  client.client.close();
  await rejected;
  await within("the end of the connection", client.client.ended);
});

Deno.test("TcpClient closed by its user has no failure to tell", async () => {
  await using server = await startTcpServer();
  using client = await tcpClient(server.endpoint);
  client.client.close();
  await within("the end of the connection", client.client.ended);
  assert(!(client.client.endFailure instanceof Failure));
});
