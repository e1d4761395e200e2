import { assert, assertEquals, assertMatch } from "@std/assert";
import { echo } from "../../../lib/protocol/service/echo.ts";
import { serveTcp } from "../../../lib/server/tcp_server.ts";
import { Changes } from "../../support/changes.ts";
import { failureOfKind } from "../../support/failure.ts";
import { FakeConnection } from "../../support/fake_connection.ts";
import { FakeListener } from "../../support/fake_listener.ts";
import { Log } from "../../support/log.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { resetOver } from "../../support/reset.ts";
import { serveListener, startTcpServer } from "../../support/server.ts";
import { dial, drain, exchange } from "../../support/sockets.ts";
import { settle } from "../../support/turns.ts";
import { within } from "../../support/within.ts";

Deno.test("serveTcp() keeps its limit of connections exactly after 5,000 that only connected", async () => {
  const counts = { accepted: 0, rejected: 0, closed: 0 };
  const changes = new Changes();
  const log = new Log();
  await using server = await startTcpServer({
    maxConnections: 3,
    report: (event) => {
      if (event.event in counts) counts[event.event as keyof typeof counts]++;
      if (event.event === "rejected") log.report(event);
      changes.notify();
    },
  });
  for (let number = 0; number < 5000; number++) (await dial(server.endpoint)).close();
  await changes.until("5,000 connections to be over", () => {
    return counts.accepted + counts.rejected === 5000 && counts.closed === counts.accepted;
  });
  const rejectedBefore = counts.rejected;

  const clients = [await dial(server.endpoint), await dial(server.endpoint), await dial(server.endpoint)];
  try {
    for (const client of clients) assertEquals(await exchange(client, "in"), "IN");
    using fourth = await dial(server.endpoint);
    await within("the fourth to be closed", drain(fourth));
    await changes.until("the rejection", () => counts.rejected === rejectedBefore + 1);
    assertEquals(log.all.at(-1) as unknown, {
      event: "rejected",
      peer: `127.0.0.1:${fourth.localAddr.port}`,
      reason: { en: "the limit of 3 connections is reached", ko: "동시 연결 한도 3개에 도달했습니다" },
    });

    const closedBefore = counts.closed;
    clients.pop()!.close();
    await changes.until("one to have left", () => counts.closed === closedBefore + 1);
    clients.push(await dial(server.endpoint));
    assertEquals(await exchange(clients.at(-1)!, "back in"), "BACK IN");
    for (const client of clients) assertEquals(await exchange(client, "still in"), "STILL IN");
    assertEquals(counts.rejected, rejectedBefore + 1);
  } finally {
    for (const client of clients) client.close();
  }
});

Deno.test("serveTcp() warns once when descriptors run out, pauses each time, and goes on", async () => {
  const clock = new ManualClock();
  const connection = new FakeConnection();
  const listener = new FakeListener([
    ...Array.from({ length: 3 }, () => failureOfKind("exhausted")),
    connection,
  ]);
  await using server = serveListener(listener, { clock });
  for (let number = 1; number <= 3; number++) {
    await clock.waitForTimer(100);
    assertEquals(listener.accepts, number);
    clock.advance(99);
    await settle();
    assertEquals(listener.accepts, number, "it pauses for 100 ms");
    clock.advance(1);
    await settle();
  }
  await server.log.waitFor("accepted");
  connection.arrive("hello");
  await connection.waitForSent("HELLO");
  assertEquals(server.log.of("warning").map(({ kind }) => kind), ["exhausted"]);
  assertMatch(server.log.of("warning")[0]!.message.en, /ran out of file descriptors/);
  connection.arriveEnd();
  await server.log.waitFor("closed");
});

Deno.test("serveTcp() warns again when descriptors run out after they had not", async () => {
  const clock = new ManualClock();
  const exhausted = failureOfKind("exhausted");
  const connections = [new FakeConnection(), new FakeConnection()];
  connections.forEach((connection) => connection.arriveEnd());
  const listener = new FakeListener([exhausted, connections[0]!, exhausted, connections[1]!]);
  await using server = serveListener(listener, { clock });
  for (let number = 1; number <= 2; number++) {
    await clock.waitForTimer(100);
    clock.advance(100);
    await server.log.waitFor("closed", number);
  }
  assertEquals(server.log.of("warning").length, 2);
});

Deno.test("serveTcp() stops at once while it pauses for want of descriptors", async () => {
  const clock = new ManualClock();
  const listener = new FakeListener([failureOfKind("exhausted")]);
  await using server = serveListener(listener, { clock });
  await clock.waitForTimer(100);
  server.stop();
  await within("the end", server.summary);
  assertEquals(clock.pendingMs, []);
});

Deno.test("serveTcp() does not pause for 200 clients that were gone before they were accepted", async () => {
  const clock = new ManualClock();
  const connection = new FakeConnection();
  const listener = new FakeListener([
    ...Array.from({ length: 200 }, () => failureOfKind("aborted")),
    connection,
  ]);
  await using server = serveListener(listener, { clock });
  connection.arrive("hello");
  await connection.waitForSent("HELLO");
  assertEquals(listener.accepts >= 201, true);
  assertEquals(clock.delaysMs, []);
  assertEquals(server.log.all.map(({ event }) => event), ["accepted"]);
  connection.arriveEnd();
  await server.log.waitFor("closed");
});

Deno.test("serveTcp() is not ended by real clients that reset as soon as they are connected", async (test) => {
  await using server = await startTcpServer();
  const happened = await resetOver(server.endpoint, "", 20);
  if (!happened) {
    await test.step({
      name: "neither node:net nor python3 can send an RST here",
      ignore: true,
      fn: () => {},
    });
    return;
  }
  using client = await dial(server.endpoint);
  assertEquals(await exchange(client, "next"), "NEXT");
});

Deno.test("serveTcp() ends with the error of a listener that is broken", async () => {
  const listener = new FakeListener([new TypeError("a mistake")]);
  const summary = serveTcp(listener, echo, new AbortController().signal, {
    clock: new ManualClock(),
    report: () => {},
    bufferBytes: 512,
    maxConnections: 10,
    graceMs: 1000,
  });
  const error = await within("the end", summary.then(() => undefined, (error) => error));
  assert(error instanceof TypeError);
  assertEquals(listener.isClosed, true);
});
