import { sameInAll } from "../../../../lib/base/text.ts";
import { assert, assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "../../../../lib/thread/system_clock.ts";
import type { Bytes } from "../../../../lib/base/bytes.ts";
import { Failure } from "../../../../lib/protocol/failure.ts";
import { services } from "../../../../lib/protocol/service/services.ts";
import { Network } from "../../../../lib/net/network.ts";
import { Generator } from "../../../../lib/measure/load/generator.ts";
import type { LoadOptions, LoadPlan } from "../../../../lib/measure/load/plan.ts";
import type { LoadResult } from "../../../../lib/measure/load/result.ts";
import { refusingPort } from "../../../support/listener.ts";
import { assertSettled, countsOf, optionsOf, planOf } from "../../../support/load_run.ts";
import { scriptedServer } from "../../../support/scripted_server.ts";
import { startTcpServer, startUdpServer, type TestServer } from "../../../support/server.ts";
import { udpSocket } from "../../../support/sockets.ts";
import { within } from "../../../support/within.ts";

const clock = systemClock();

/** A generator of load over real sockets. */
function realLoad(plan: Partial<LoadPlan>, options: Partial<LoadOptions> = {}) {
  const network = new Network({ clock, side: "client" });
  const generator = new Generator(network, planOf({ timeoutMs: 10_000, ...plan }), optionsOf(clock, options));
  const run = async (): Promise<LoadResult> => {
    await within("the load to be prepared", generator.prepare());
    const result = await within("the load to end", generator.run(() => {}));
    assert(result !== undefined);
    assertSettled(result.counts);
    return result;
  };
  return { generator, run };
}

for (const name of ["upper", "echo"] as const) {
  Deno.test(`a pipelined load of all sizes comes back whole from ${name}`, async () => {
    await using server = await startTcpServer({ service: services[name] });
    const sizes = { lowest: 1, highest: 5000 };
    const plan = { endpoint: server.endpoint, connections: 8, pipeline: 6, sizes, messages: 3000 };
    const { run, generator } = realLoad(plan);
    const result = await run();
    assertEquals(countsOf(result), { sent: 3000, messages: 3000 });
    assertEquals([result.counts.bytesIn, result.errors], [result.counts.bytesOut, {}]);
    assertEquals([result.latency.count, result.connect.count], [3000, 8]);
    assertEquals([generator.peer, generator.isCutOff], [server.endpoint, false]);
    await server.log.waitFor("closed", 8);
    server.stop();
    const { bytesIn, connections } = await server.summary;
    assertEquals([bytesIn, connections], [result.counts.bytesOut, 8]);
  });
}

Deno.test("messages that fill every buffer on their way stop neither side", async () => {
  await using server = await startTcpServer({ service: services.echo });
  const sizes = { lowest: 1_000_000, highest: 1_000_000 };
  const { run } = realLoad({ endpoint: server.endpoint, connections: 2, pipeline: 3, sizes, messages: 20 });
  const result = await run();
  assertEquals(countsOf(result), { sent: 20, messages: 20 });
  assertEquals([result.counts.bytesIn, result.counts.bytesOut], [20_000_000, 20_000_000]);
});

Deno.test("a load by a schedule sends what was asked for", async () => {
  await using server = await startTcpServer();
  const { run } = realLoad({ endpoint: server.endpoint, connections: 4, rate: 2000, durationMs: 300 });
  const { counts } = await run();
  assertEquals([counts.sent + counts.unsent, counts.lost, counts.altered], [600, 0, 0]);
});

Deno.test("each message of a load may have a connection of its own", async () => {
  await using server = await startTcpServer();
  const plan = { endpoint: server.endpoint, connections: 5, newConnection: true, messages: 200 };
  const result = await realLoad(plan).run();
  assertEquals(countsOf(result), { sent: 200, messages: 200 });
  assertEquals(result.connect.count, 200);
  await server.log.waitFor("closed", 201);
});

/** A server that gives back what it gets; at a read of some number something happens. */
async function eventfulServer(read: number, happen: (server: TestServer) => void): Promise<TestServer> {
  let left = read;
  const push = (chunk: Bytes): Bytes => {
    if (--left === 0) happen(server);
    return chunk;
  };
  const service = { summary: sameInAll(""), start: () => ({ push, end: () => new Uint8Array(0) }) };
  const server = await startTcpServer({ service, graceMs: 0 });
  return server;
}

Deno.test("a server that dies in the middle of a load is told by its cause", async () => {
  for (const plan of [{ rate: 1000, durationMs: 700 }, { durationMs: 700, pipeline: 4 }]) {
    await using server = await eventfulServer(50, (server) => server.stop());
    const { run, generator } = realLoad({ ...plan, endpoint: server.endpoint, connections: 3 });
    const result = await run();
    const { messages, altered, lost, unsent } = result.counts;
    assertEquals([generator.isCutOff, altered, messages > 0, lost <= 12], [true, 0, true, true]);
    assertEquals("rate" in plan, unsent > 0);
    const { refused: _, ...ends } = result.errors;
    assertEquals(Object.values(ends).reduce((sum, number) => sum + number, 0), 3, JSON.stringify(ends));
    assert(Object.keys(result.errors).includes(generator.failure!.kind));
  }
});

Deno.test("a server that closes after every tenth message is connected to anew", async () => {
  let served = 0;
  await using server = scriptedServer(async (connection) => {
    const buffer = new Uint8Array(64);
    for (let message = 0; message < 10; message++) {
      for (let size = 0; size < 64;) {
        const read = await connection.read(buffer.subarray(size));
        if (read === null) return;
        size += read;
      }
      for (let size = 0; size < 64;) size += await connection.write(buffer.subarray(size));
      served++;
    }
  });
  const { run } = realLoad({ endpoint: server.endpoint, messages: 30 });
  const result = await run();
  const { messages, lost } = result.counts;
  // The eleventh may have been on its way when the server closed.
  assertEquals([messages + lost, lost <= 3], [30, true]);
  assert(served >= messages && result.connect.count >= 3);
});

Deno.test("a server that stops answering ends a load", async () => {
  await using server = scriptedServer(async (connection, over) => {
    const buffer = new Uint8Array(64);
    await connection.read(buffer);
    await connection.write(buffer);
    await over;
  });
  const { run, generator } = realLoad({ endpoint: server.endpoint, messages: 1000, timeoutMs: 150 });
  const result = await run();
  assertEquals([generator.failure?.kind, result.counts.altered], ["timeout", 0]);
  assert(result.counts.lost >= 1 && result.errors.timeout! >= 1);
});

Deno.test("whoever stops a load has a result at once, and nothing lost", async () => {
  const stop = new AbortController();
  await using server = await eventfulServer(50, () => stop.abort());
  const plan = { endpoint: server.endpoint, connections: 2, durationMs: 60_000 };
  const result = await realLoad(plan, { stop: stop.signal }).run();
  assertEquals([result.wasStopped, result.counts.lost, result.errors], [true, 0, {}]);
  assert(result.counts.messages >= 50 && result.durationMs < 30_000);
});

Deno.test("a load that finds nobody fails with the cause", async () => {
  using nobody = await refusingPort();
  const { generator } = realLoad({ endpoint: nobody.endpoint, connections: 5 });
  const failure = await assertRejects(() => generator.prepare(), Failure);
  assertEquals(failure.kind, "refused");
});

Deno.test("over UDP nothing is lost on this machine within the window", async () => {
  await using server = await startUdpServer();
  const sizes = { lowest: 36, highest: 1400 };
  const plan = {
    transport: "udp",
    endpoint: server.endpoint,
    connections: 8,
    pipeline: 8,
    window: 64,
  } as const;
  const result = await realLoad({ ...plan, sizes, messages: 5000 }).run();
  assertEquals(countsOf(result), { sent: 5000, messages: 5000 });
  assertEquals([result.counts.bytesIn, result.errors], [result.counts.bytesOut, {}]);
});

Deno.test("over UDP a peer that never answers ends a load", async () => {
  using silent = udpSocket();
  const plan = {
    transport: "udp",
    endpoint: { host: "127.0.0.1", port: silent.port },
    timeoutMs: 50,
  } as const;
  const result = await realLoad({ ...plan, pipeline: 4 }).run();
  assertEquals([result.counts.messages, result.latency.count], [0, result.counts.lost]);
  assert(result.latency.summary()!.min >= 50);
  assertEquals(result.counts.sent, result.counts.lost);
});
