import { assert, assertEquals } from "@std/assert";
import type { Endpoint } from "../../../lib/protocol/endpoint.ts";
import { Network } from "../../../lib/net/network.ts";
import { connectOnce } from "../../../lib/client/connect.ts";
import { type Connect, pingConnections } from "../../../lib/measure/ping/connections.ts";
import type { PingOptions } from "../../../lib/measure/ping/options.ts";
import type { PingResult } from "../../../lib/measure/ping/run.ts";
import { refusingPort } from "../../support/listener.ts";
import { pingOptions } from "../../support/ping_options.ts";
import { receive, scriptedServer, send, untilGone } from "../../support/scripted_server.ts";
import { startTcpServer } from "../../support/server.ts";
import { within } from "../../support/within.ts";

async function pingEach(
  mode: "connect" | "reconnect",
  { endpoint }: { endpoint: Endpoint },
  options: PingOptions,
): Promise<PingResult> {
  const { clock, timeoutMs } = options;
  const network = new Network({ clock, side: "client" });
  const connect: Connect = (stop) => connectOnce(network, endpoint, { clock, timeoutMs, stop });
  return await within("the ping to end", pingConnections(connect, mode, "there", options));
}

Deno.test("pingConnections() measures connections alone, and sends nothing on them", async () => {
  await using server = await startTcpServer();
  const { summary } = await pingEach("connect", server, pingOptions({ count: 4 }));
  assertEquals([summary.received, summary.connectMs, summary.mode], [4, undefined, "connect"]);
  const closed = await server.log.waitFor("closed", 4);
  assertEquals(closed.map(({ bytesIn }) => bytesIn), [0, 0, 0, 0]);
});

Deno.test("pingConnections() measures the request apart from its connection", async () => {
  await using server = await startTcpServer();
  const options = pingOptions({ count: 4 });
  const { summary } = await pingEach("reconnect", server, options);
  assertEquals([summary.received, summary.laterRttMs], [4, undefined]);
  assert(summary.connectMs!.min > 0 && summary.rttMs!.min > 0);
  for (const event of options.log.of("probe")) assert("connectMs" in event && event.bytes === 64);
  assertEquals((await server.log.waitFor("accepted", 4)).length, 4);
});

for (const mode of ["connect", "reconnect"] as const) {
  Deno.test(`pingConnections() goes on after a refused connection (${mode})`, async () => {
    using port = await refusingPort();
    const { summary, failure } = await pingEach(mode, port, pingOptions({ count: 3 }));
    assertEquals([summary.lost, summary.causes, failure?.kind], [3, { refused: 3 }, "refused"]);
  });
}

Deno.test("pingConnections() gives up a request without a reply, and only that one", async () => {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  // All at once: the others must not wait for the one that is given up.
  const serve = async (): Promise<void> => {
    const clients: Promise<unknown>[] = [];
    for (let number = 1; number <= 3; number++) clients.push(answer(await listener.accept(), number));
    await Promise.all(clients);
  };
  const answer = async (connection: Deno.TcpConn, number: number): Promise<void> => {
    using client = connection;
    const line = await receive(client);
    if (number === 1) await untilGone(client);
    else await send(client, line);
  };
  const served = serve();
  const endpoint = { host: "127.0.0.1", port: listener.addr.port };
  const { summary } = await pingEach("reconnect", { endpoint }, pingOptions({ count: 3, timeoutMs: 2000 }));
  assertEquals([summary.received, summary.causes], [2, { timeout: 1 }]);
  await within("the clients to be served", served);
  listener.close();
});

Deno.test("pingConnections() recognises a service that does not echo", async () => {
  await using server = scriptedServer((connection) => send(connection, "220 ready\r\n"));
  const { isNoEcho, summary } = await pingEach("reconnect", server, pingOptions({ count: 0 }));
  assertEquals([isNoEcho, summary.received], [true, 0]);
});

Deno.test("pingConnections() is stopped in the middle of a request", async () => {
  const stop = new AbortController();
  await using server = scriptedServer(async (connection) => {
    await receive(connection);
    stop.abort();
    await untilGone(connection);
  });
  const options = pingOptions({ count: 0, stop: stop.signal });
  const { summary } = await pingEach("reconnect", server, options);
  assertEquals([summary.received, summary.lost], [0, 0]);
  assert(summary.pending > 0);
});
