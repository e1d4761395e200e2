import { assert, assertEquals } from "@std/assert";
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

async function pingServer({ endpoint }: { endpoint: Endpoint }, options: PingOptions): Promise<PingResult> {
  const network = new Network({ clock: options.clock, side: "client" });
  const connection = await network.connectTcp(endpoint, { timeoutMs: 10_000 });
  return await within("the ping to end", pingStream(connection, 0.5, options));
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

Deno.test("pingStream() counts what is lost when a server stops answering in the middle", async () => {
  await using server = scriptedServer(async (connection) => {
    for (let number = 0; number < 3; number++) await send(connection, await receive(connection));
    await untilGone(connection);
  });
  const options = pingOptions({ count: 6, intervalMs: 400, timeoutMs: 2000 });
  const { summary, failure } = await pingServer(server, options);
  assertEquals([summary.received, summary.lost, summary.causes], [3, 3, { timeout: 3 }]);
  assertEquals(failure?.message, `no reply from 127.0.0.1:${server.endpoint.port} within 2 s`);
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

Deno.test("pingStream() tells of a reply that came altered, twice or not at all", async () => {
  await using server = scriptedServer(async (connection) => {
    await send(connection, await receive(connection));
    await send(connection, (await receive(connection)).replace(/X$/, "?"));
    const third = await receive(connection);
    await send(connection, third + third);
    await receive(connection);
    await send(connection, await receive(connection));
    await untilGone(connection);
  });
  const options = pingOptions({ count: 5, intervalMs: 400, timeoutMs: 2000 });
  const { summary } = await pingServer(server, options);
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
