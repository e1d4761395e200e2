import { assertEquals } from "@std/assert";
import { services } from "../../../lib/protocol/service/services.ts";
import { textOf } from "../../support/bytes.ts";
import { tcpClient } from "../../support/client.ts";
import { failureOf, replyOf } from "../../support/line_result.ts";
import { Lines } from "../../support/lines.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { receive, scriptedServer, send, untilGone } from "../../support/scripted_server.ts";
import { startTcpServer } from "../../support/server.ts";

Deno.test("TcpClient drains a late tail before the next line, and tells of it", async () => {
  const replied = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "HELLO");
    await replied.promise;
    await send(connection, "\0\0\0");
    await receive(connection);
    await send(connection, "AGAIN");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint);
  assertEquals(replyOf(await client.exchange("hello")).matches, true);
  replied.resolve();
  await client.hasTaken(8);
  const reply = replyOf(await client.exchange("again"));
  assertEquals([textOf(reply.bytes), reply.matches], ["AGAIN", true]);
  assertEquals(client.asides.all, [{ event: "aside", about: "extra", bytes: 3 }]);
});

Deno.test("TcpClient counts a whole reply that comes too late off before the next one", async () => {
  const clock = new ManualClock();
  const first = new Lines();
  await using server = scriptedServer(async (connection) => {
    await first.receive(connection);
    await receive(connection);
    await send(connection, "ONETWO");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { clock, timeoutMs: 1000 });
  const result = client.exchange("one");
  await first.untilOneCame();
  clock.advance(1000);
  const { failure, received, canGoOn } = failureOf(await result);
  assertEquals([failure.kind, received.length, canGoOn], ["timeout", 0, true]);
  const second = replyOf(await client.exchange("two"));
  assertEquals([textOf(second.bytes), second.matches], ["TWO", true]);
  assertEquals(client.asides.all, [{ event: "aside", about: "late", bytes: 3 }]);
});

Deno.test("TcpClient counts a late reply off that is there before the next line is sent", async () => {
  const clock = new ManualClock();
  const first = new Lines();
  const gaveUp = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await first.receive(connection);
    await gaveUp.promise;
    await send(connection, "SAME");
    await receive(connection);
    await send(connection, "SAME");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { clock, timeoutMs: 1000 });
  const result = client.exchange("same");
  await first.untilOneCame();
  clock.advance(1000);
  assertEquals(failureOf(await result).failure.kind, "timeout");
  gaveUp.resolve();
  await client.hasTaken(4);
  const second = replyOf(await client.exchange("same"));
  assertEquals([textOf(second.bytes), second.matches], ["SAME", true]);
  assertEquals(client.asides.all, [{ event: "aside", about: "late", bytes: 4 }]);
});

Deno.test("TcpClient counts the rest of a reply off of which a part came in time", async () => {
  const clock = new ManualClock();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    await send(connection, "ON");
    await receive(connection);
    await send(connection, "ETWO");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { clock, timeoutMs: 1000 });
  const first = client.exchange("one");
  await client.hasTaken(2);
  clock.advance(1000);
  const { failure, received, canGoOn } = failureOf(await first);
  assertEquals([failure.kind, received.length, canGoOn], ["timeout", 2, true]);
  const second = replyOf(await client.exchange("two"));
  assertEquals([textOf(second.bytes), second.matches], ["TWO", true]);
  assertEquals(client.asides.all, [{ event: "aside", about: "late", bytes: 1 }]);
});

Deno.test("TcpClient takes the reply to the next line when the one given up is never answered", async () => {
  const clock = new ManualClock();
  const first = new Lines();
  await using server = scriptedServer(async (connection) => {
    await first.receive(connection);
    await receive(connection);
    await send(connection, "TWO");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { clock, timeoutMs: 1000 });
  const result = client.exchange("one");
  await first.untilOneCame();
  clock.advance(1000);
  assertEquals(failureOf(await result).failure.kind, "timeout");
  const second = replyOf(await client.exchange("two"));
  assertEquals([textOf(second.bytes), second.matches], ["TWO", true]);
  assertEquals(client.asides.all, []);
});

Deno.test("TcpClient says how long it waited when no reply comes", async () => {
  await using server = await startTcpServer({ service: services.discard });
  using client = await tcpClient(server.endpoint, { timeoutMs: 50 });
  const { failure } = failureOf(await client.exchange("hello"));
  const { host, port } = server.endpoint;
  assertEquals(failure.message, `no reply from ${host}:${port} within 50 ms`);
});

Deno.test("TcpClient with framing line counts a late line off before the next one", async () => {
  const clock = new ManualClock();
  const first = new Lines();
  await using server = scriptedServer(async (connection) => {
    await first.receive(connection);
    await receive(connection);
    await send(connection, "ONE\nTWO\n");
    await untilGone(connection);
  });
  using client = await tcpClient(server.endpoint, { framing: "line", clock, timeoutMs: 1000 });
  const result = client.exchange("one");
  await first.untilOneCame();
  clock.advance(1000);
  assertEquals(failureOf(await result).failure.kind, "timeout");
  const second = replyOf(await client.exchange("two"));
  assertEquals([textOf(second.bytes), second.matches], ["TWO", true]);
  assertEquals(client.asides.all, [{ event: "aside", about: "late", bytes: 4 }]);
});
