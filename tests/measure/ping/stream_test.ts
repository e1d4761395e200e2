import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../../lib/base/bytes.ts";
import type { Endpoint } from "../../../lib/protocol/endpoint.ts";
import { services } from "../../../lib/protocol/service/services.ts";
import { Network } from "../../../lib/net/network.ts";
import type { PingOptions } from "../../../lib/measure/ping/options.ts";
import type { PingResult } from "../../../lib/measure/ping/run.ts";
import { pingStream } from "../../../lib/measure/ping/stream.ts";
import { pingOptions } from "../../support/ping_options.ts";
import { receive, scriptedServer, send, untilGone } from "../../support/scripted_server.ts";
import { startTcpServer } from "../../support/server.ts";
import { within } from "../../support/within.ts";
import { textOf } from "../../support/bytes.ts";
import { FakeConnection } from "../../support/fake_connection.ts";
import { ManualClock } from "../../support/manual_clock.ts";
import { pureTest } from "../../support/property.ts";
import { settle } from "../../support/turns.ts";

async function pingServer({ endpoint }: { endpoint: Endpoint }, options: PingOptions): Promise<PingResult> {
  const network = new Network({ clock: options.clock, side: "client" });
  const connection = await network.connectTcp(endpoint, { timeoutMs: 10_000 });
  return await within("the ping to end", pingStream(connection, 0.5, options));
}

/** Pings somebody who does with each probe, counted from 1, what the test says, while time goes by. */
async function pingScript(
  behave: (connection: FakeConnection, probe: Bytes, number: number) => void,
  options: Partial<PingOptions>,
): Promise<PingResult> {
  const clock = new ManualClock();
  let number = 0;
  const connection = new FakeConnection(clock, (connection, probe) => behave(connection, probe, ++number));
  let isOver = false;
  const result = pingStream(connection, 0.5, pingOptions({ clock, ...options })).finally(() => isOver = true);
  for (await settle(); !isOver; await settle()) clock.advance(5);
  return await result;
}

for (const service of ["upper", "echo"] as const) {
  for (const sizeBytes of [40, 64, 300_000]) {
    Deno.test(`pingStream() gets probes of ${sizeBytes} bytes back from ${service}`, async () => {
      await using server = await startTcpServer({ service: services[service] });
      const { summary } = await pingServer(server, pingOptions({ count: 10, sizeBytes, flood: true }));
      const { received, lost, altered, duplicates, outOfOrder } = summary;
      assertEquals([received, lost, altered, duplicates, outOfOrder], [10, 0, 0, 0, 0]);
      assertEquals(summary.connectMs?.avg, 0.5);
      assert(summary.firstRttMs! > 0 && summary.laterRttMs!.min > 0);
    });
  }
}

pureTest("pingStream() counts what is lost when a server stops answering in the middle", async () => {
  const { summary, failure } = await pingScript((connection, probe, number) => {
    if (number <= 3) connection.arrive(probe, 5);
  }, { count: 6, intervalMs: 400, timeoutMs: 2000 });
  assertEquals([summary.received, summary.lost, summary.causes], [3, 3, { timeout: 3 }]);
  assertEquals(failure?.message, "no reply from 127.0.0.1:50000 within 2 s");
});

Deno.test("pingStream() ends with the connection, and says who ended it", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, await receive(connection));
    await receive(connection);
  });
  const options = pingOptions({ count: 0, intervalMs: 500 });
  const { summary, failure } = await pingServer(server, options);
  assertEquals([summary.transmitted, summary.received, summary.lost], [2, 1, 1]);
  assertEquals([summary.causes, failure?.kind], [{ closed: 1 }, "closed"]);
  assertEquals(options.log.of("ended").length, 1);
});

/** What may be claimed of a run whose server closes the connection. */
const endings: [what: string, count: number, closesAfter: number, answersLast: boolean, claim: object][] = [
  ["after all probes", 3, 3, true, { received: 3, lost: 0, notSent: 0, isCutOff: false }],
  ["before some were sent", 5, 3, true, { received: 3, lost: 0, notSent: 2, isCutOff: true }],
  ["instead of a reply", 5, 3, false, { received: 2, lost: 1, notSent: 2, isCutOff: true }],
  ["instead of the last reply", 3, 3, false, { received: 2, lost: 1, notSent: 0, isCutOff: true }],
  ["before nobody knows how many", 0, 3, true, { received: 3, lost: 0, notSent: 0, isCutOff: true }],
];

for (const [what, count, closesAfter, answersLast, claim] of endings) {
  pureTest(`pingStream() says what a server that closes ${what} did`, async () => {
    const { summary, failure, isCutOff } = await pingScript((connection, probe, number) => {
      const isLast = number === closesAfter;
      if (number <= closesAfter && (answersLast || !isLast)) connection.arrive(probe, 5);
      if (isLast) connection.arriveEnd(10);
    }, { count, intervalMs: 400, timeoutMs: 2000 });
    const { received, lost, notSent } = summary;
    assertEquals({ received, lost, notSent, isCutOff }, claim);
    const message = answersLast
      ? "127.0.0.1:50000 closed the connection"
      : "cannot receive from 127.0.0.1:50000: the peer closed the connection before its reply was complete";
    if (isCutOff) assertEquals(failure?.message, message);
  });
}

pureTest("pingStream() that was stopped lacks no probe", async () => {
  const stop = new AbortController();
  const { summary, isCutOff } = await pingScript((connection, probe, number) => {
    connection.arrive(probe, 5);
    if (number === 2) stop.abort();
  }, { count: 5, intervalMs: 400, stop: stop.signal });
  assertEquals([summary.transmitted, summary.notSent, isCutOff], [2, 0, false]);
});

Deno.test("pingStream() ends when the server takes no more of a probe", async () => {
  await using server = scriptedServer(async (_connection, over) => await over);
  const options = pingOptions({ count: 3, sizeBytes: 16_777_216, timeoutMs: 300 });
  const { summary, failure } = await pingServer(server, options);
  assertEquals([summary.received, failure?.kind, failure?.attempt.call], [0, "timeout", "send"]);
});

Deno.test("pingStream() recognises a service that does not echo by the first byte, and ends", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, "SSH-2.0-x\r\n");
    await untilGone(connection);
  });
  const options = pingOptions({ count: 0 });
  const { summary, isNoEcho } = await pingServer(server, options);
  assertEquals([isNoEcho, summary.received], [true, 0]);
  assertEquals(options.log.of("no-echo").length, 1);
});

pureTest("pingStream() tells of a reply that came altered, twice or not at all", async () => {
  const { summary } = await pingScript((connection, probe, number) => {
    if (number === 4) return;
    connection.arrive(number === 2 ? textOf(probe).replace(/X$/, "?") : probe, 5);
    if (number === 3) connection.arrive(probe, 5);
  }, { count: 5, intervalMs: 400, timeoutMs: 2000 });
  const { received, lost, altered, duplicates, outOfOrder, foreign } = summary;
  assertEquals([received, lost, altered, duplicates, outOfOrder, foreign], [4, 1, 1, 1, 0, 0]);
});

Deno.test("pingStream() ends at once when it is stopped while a reply is on its way", async () => {
  const stop = new AbortController();
  await using server = scriptedServer(async (connection) => {
    await send(connection, await receive(connection));
    await receive(connection);
    stop.abort();
    await untilGone(connection);
  });
  const options = pingOptions({ count: 0, intervalMs: 500, stop: stop.signal });
  const { summary } = await pingServer(server, options);
  assertEquals([summary.transmitted, summary.received, summary.pending, summary.lost], [2, 1, 1, 0]);
});
