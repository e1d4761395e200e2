import { assert, assertEquals } from "@std/assert";
import { encodeText } from "../../../lib/base/bytes.ts";
import { echo } from "../../../lib/protocol/service/echo.ts";
import { serveTcp } from "../../../lib/server/tcp_server.ts";
import { textOf } from "../../support/bytes.ts";
import { Changes } from "../../support/changes.ts";
import { FakeConnection } from "../../support/fake_connection.ts";
import { FakeListener } from "../../support/fake_listener.ts";
import { Log } from "../../support/log.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { startProgram } from "../../support/process.ts";
import { listenLocally, serveListener, startTcpServer } from "../../support/server.ts";
import {
  dial,
  drain,
  exchange,
  readBytes,
  readToEnd,
  sendUntilFailure,
  writeBytes,
} from "../../support/sockets.ts";
import { settle } from "../../support/turns.ts";
import { withCalls, wrapped } from "../../support/with_calls.ts";
import { within } from "../../support/within.ts";

Deno.test("serveTcp() closes who is idle for too long, and nobody who is not", async () => {
  await using server = await startTcpServer({ idleTimeoutMs: 1000 });
  using idle = await dial(server.endpoint);
  using active = await dial(server.endpoint);
  const idlePeer = `127.0.0.1:${idle.localAddr.port}`;
  let isOver = false;
  const idleEnd = drain(idle).then(() => isOver = true);
  // It goes on until the idle one has been closed, which takes the whole time.
  while (!isOver) assertEquals(await exchange(active, "busy"), "BUSY");
  await idleEnd;
  const [closed] = await server.log.waitFor("closed");
  assertEquals({ peer: closed!.peer, by: closed!.by, reason: closed!.reason }, {
    peer: idlePeer,
    by: "server",
    reason: { en: "idle for 1 s", ko: "1 s 동안 통신 없음" },
  });
  assert(closed!.durationMs >= 1000);
  assertEquals(await exchange(active, "still here"), "STILL HERE");
});

Deno.test("serveTcp() closes idle clients at once when it stops", async () => {
  await using server = await startTcpServer({ graceMs: 60_000 });
  const clients = await Promise.all(Array.from({ length: 20 }, () => dial(server.endpoint)));
  try {
    for (const client of clients) await exchange(client, "hello");
    server.stop();
    const { cutOff, connections } = await within("the end", server.summary);
    assertEquals({ cutOff, connections }, { cutOff: 0, connections: 20 });
    for (const client of clients) assertEquals(await drain(client), 0);
    assertEquals(new Set(server.log.of("closed").map(({ reason }) => reason?.en)), new Set(["stopping"]));
  } finally {
    for (const client of clients) client.close();
  }
});

Deno.test("serveTcp() answers what it has received when it stops", async () => {
  const listener = await listenLocally();
  const changes = new Changes();
  const gate = Promise.withResolvers<void>();
  let waiting = false;
  const slow = wrapped(listener, (connection) =>
    withCalls(connection, {
      write: async (bytes) => {
        waiting = true;
        changes.notify();
        await gate.promise;
        return await connection.write(bytes);
      },
    }));
  await using server = serveListener(slow, { graceMs: 60_000 });
  using client = await dial(server.endpoint);
  await writeBytes(client, encodeText("received before the stop"));
  await changes.until("the reply to be under way", () => waiting);
  server.stop();
  gate.resolve();
  assertEquals(textOf(await readToEnd(client)), "RECEIVED BEFORE THE STOP");
  assertEquals((await within("the end", server.summary)).cutOff, 0);
});

Deno.test("serveTcp() accepts nobody any more once it stops", async () => {
  await using server = await startTcpServer();
  server.stop();
  await within("the end", server.summary);
  let error: unknown;
  try {
    (await dial(server.endpoint)).close();
  } catch (thrown) {
    error = thrown;
  }
  assert(error instanceof Deno.errors.ConnectionRefused);
});

Deno.test("serveTcp() ends at once when it is stopped before it began", async () => {
  const listener = new FakeListener([new FakeConnection()]);
  const log = new Log();
  const summary = await within(
    "the end",
    serveTcp(listener, echo, AbortSignal.abort(), {
      clock: new ManualClock(),
      report: log.report,
      bufferBytes: 512,
      maxConnections: 10,
      graceMs: 1000,
    }),
  );
  assertEquals(summary.connections, 0);
  assertEquals(listener.accepts, 0);
  assertEquals(listener.isClosed, true);
});

Deno.test("serveTcp() cuts off a client that does not read when the grace ends, and counts it", async () => {
  const listener = await listenLocally();
  const changes = new Changes();
  const writes: Promise<number>[] = [];
  let blocked = 0;
  const watched = wrapped(listener, (connection) =>
    withCalls(connection, {
      write: (bytes) => {
        blocked++;
        const write = connection.write(bytes).finally(() => blocked--);
        // Up to 2.8.3 a write stays pending when the connection is closed under it.
        writes.push(write.catch(() => 0));
        changes.notify();
        return write;
      },
    }));
  const clock = new ManualClock();
  await using server = serveListener(watched, { graceMs: 5000, clock });
  using client = await dial(server.endpoint);
  const sending = sendUntilFailure(client, new Uint8Array(65_536).fill(0x61));
  // It is blocked when a whole write of the client has had no taker for many turns of the loop.
  // On a busy machine it can be as still before the client sends: then no write is blocked.
  do await untilStill(() => writes.length); while (blocked === 0);
  assertEquals(blocked, 1);
  server.stop();
  await clock.waitForTimer(5000);
  clock.advance(4999);
  await settle();
  assertEquals(server.log.of("summary").length, 0, "the grace has not ended");
  clock.advance(1);
  const { cutOff, durationMs } = await within("the end", server.summary, 5000);
  assertEquals({ cutOff, durationMs }, { cutOff: 1, durationMs: 5000 });
  const [closed] = server.log.of("closed");
  assertEquals(closed!.reason, {
    en: "cut off: it was still busy when --grace ended",
    ko: "강제로 닫음: --grace가 끝날 때까지 처리 중",
  });
  await within("the connection to be over", Promise.all([drain(client), sending, ...writes]));
});

/** Waits until a number has stayed the same for 300 ms. */
async function untilStill(read: () => number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let last = read();
  let sinceMs = performance.now();
  const timer = setInterval(() => {
    if (read() !== last) {
      last = read();
      sinceMs = performance.now();
    } else if (performance.now() - sinceMs > 300) resolve();
  }, 20);
  try {
    await within("everything to be still", promise);
  } finally {
    clearInterval(timer);
  }
}

Deno.test("serveTcp() ends with the grace although a client keeps sending, and answers it until then", async () => {
  const listener = await listenLocally();
  const changes = new Changes();
  let answered = 0;
  const counted = wrapped(listener, (connection) =>
    withCalls(connection, {
      write: async (bytes) => {
        const size = await connection.write(bytes);
        answered++;
        changes.notify();
        return size;
      },
    }));
  const clock = new ManualClock();
  await using server = serveListener(counted, { graceMs: 300, clock });
  // In a process of its own: here its writes would keep the server from its turns.
  const client = new URL("../../support/child_client.ts", import.meta.url).pathname;
  const { port } = server.endpoint;
  await using child = startProgram([Deno.execPath(), "run", "--quiet", "--allow-net", client, String(port)]);
  await changes.until("the first reply", () => answered > 0);
  server.stop();
  await clock.waitForTimer(300);
  for (let elapsedMs = 0; elapsedMs < 300; elapsedMs += 5) {
    const before = answered;
    await changes.until("one more reply", () => answered > before);
    await settle();
    assertEquals(server.log.of("closed"), []);
    clock.advance(5);
  }
  const { cutOff, bytesIn, bytesOut, durationMs } = await within("the end", server.summary);
  assertEquals({ cutOff, durationMs }, { cutOff: 1, durationMs: 300 });
  assert(bytesOut > 0 && bytesIn >= bytesOut);
  await child.waitFor(/^over$/m);
});

Deno.test("serveTcp() sends the bytes of a split character when it stops", async () => {
  await using server = await startTcpServer();
  using client = await dial(server.endpoint);
  await writeBytes(client, Uint8Array.of(0x61, 0xe2, 0x82));
  assertEquals(await readBytes(client, 1), Uint8Array.of(0x41));
  server.stop();
  assertEquals(await readToEnd(client), Uint8Array.of(0xe2, 0x82));
  const { bytesIn, bytesOut } = await server.summary;
  assertEquals({ bytesIn, bytesOut }, { bytesIn: 3, bytesOut: 3 });
});
