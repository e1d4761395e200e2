import { assert, assertEquals } from "@std/assert";
import { encodeText } from "../../../lib/base/bytes.ts";
import { echo } from "../../../lib/protocol/service/echo.ts";
import { serveTcp } from "../../../lib/server/tcp_server.ts";
import { systemClock } from "../../../lib/thread/system_clock.ts";
import { textOf } from "../../support/bytes.ts";
import { FakeConnection } from "../../support/fake_connection.ts";
import { FakeListener } from "../../support/fake_listener.ts";
import { Log } from "../../support/log.ts";
import { startTcpServer } from "../../support/server.ts";
import { dial, drain, exchange, readBytes, writeBytes } from "../../support/sockets.ts";
import { settle } from "../../support/turns.ts";
import { within } from "../../support/within.ts";

Deno.test("serveTcp({ serial }) lets the second client connect and wait until the first has left", async () => {
  await using server = await startTcpServer({ serial: true });
  const first = await dial(server.endpoint);
  assertEquals(await exchange(first, "first"), "FIRST");
  using second = await dial(server.endpoint);
  await writeBytes(second, encodeText("second"));
  // What the first gets in the meantime shows that the server had its turns.
  for (let number = 0; number < 20; number++) assertEquals(await exchange(first, "again"), "AGAIN");
  assertEquals(server.log.of("accepted").length, 1);
  first.close();
  assertEquals(textOf(await readBytes(second, 6)), "SECOND");
  const order = server.log.all.map(({ event }) => event);
  assertEquals(order, ["accepted", "closed", "accepted"]);
});

Deno.test("serveTcp({ serial }) stops while a client is served and another waits", async () => {
  await using server = await startTcpServer({ serial: true });
  using first = await dial(server.endpoint);
  assertEquals(await exchange(first, "first"), "FIRST");
  using second = await dial(server.endpoint);
  server.stop();
  await within("the end", server.summary);
  assertEquals(await drain(first), 0);
  assertEquals(await drain(second), 0);
});

Deno.test("serveTcp({ serial }) leaves no listener on the stop signal for each client", async () => {
  const connections = Array.from({ length: 100 }, () => new FakeConnection());
  connections.forEach((connection) => connection.arriveEnd());
  const stop = new AbortController();
  let listeners = 0;
  const add = stop.signal.addEventListener.bind(stop.signal);
  const remove = stop.signal.removeEventListener.bind(stop.signal);
  stop.signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
  stop.signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
  const log = new Log();
  const summary = serveTcp(new FakeListener(connections.slice()), echo, stop.signal, {
    clock: systemClock(),
    report: log.report,
    bufferBytes: 512,
    maxConnections: 10,
    graceMs: 1000,
    serial: true,
  });
  await log.waitFor("closed", 100);
  await settle();
  assertEquals(listeners, 1, "the one that closes the listening socket");
  stop.abort();
  await within("the end", summary);
  assertEquals(listeners, 0);
});

Deno.test("serveTcp({ once }) ends after the first client, and listens no more meanwhile", async () => {
  await using server = await startTcpServer({ once: true });
  const client = await dial(server.endpoint);
  assertEquals(await exchange(client, "only"), "ONLY");
  let error: unknown;
  try {
    (await dial(server.endpoint)).close();
  } catch (thrown) {
    error = thrown;
  }
  assert(error instanceof Deno.errors.ConnectionRefused);
  assertEquals(await exchange(client, "still here"), "STILL HERE");
  client.close();
  const { connections, messages } = await within("the end", server.summary);
  assertEquals({ connections, messages }, { connections: 1, messages: 2 });
});

Deno.test("serveTcp({ once }) can be stopped while its client is there", async () => {
  await using server = await startTcpServer({ once: true });
  using client = await dial(server.endpoint);
  assertEquals(await exchange(client, "only"), "ONLY");
  server.stop();
  await within("the end", server.summary);
  assertEquals(server.log.of("closed")[0]!.reason?.en, "stopping");
  assertEquals(await drain(client), 0);
});
