import { assert, assertEquals } from "@std/assert";
import { echoAfter, fakeTcp, stalling } from "../../../support/fake_tcp.ts";
import { countsOf, manualRun } from "../../../support/load_run.ts";
import { pureTest } from "../../../support/property.ts";
import { failureOfKind } from "../../../support/failure.ts";

pureTest("the warm-up does not count, and the duration begins after it", async () => {
  const { clock, network } = fakeTcp(echoAfter(4));
  const plan = { warmupMs: 1000, durationMs: 2000, rate: 100 };
  const run = manualRun(clock, network, plan);
  const result = await run.ended();
  assertEquals(network.sentAtMs.length, 300);
  assertEquals(countsOf(result), { sent: 200, messages: 200 });
  assertEquals([result.durationMs, result.messagesPerSecond, result.latency.count], [2000, 100, 200]);
  const warmups = run.progress.filter(({ isWarmup }) => isWarmup);
  assertEquals([warmups.length > 0, warmups.length < run.progress.length], [true, true]);
});

pureTest("exactly so many messages are sent after the warm-up", async () => {
  for (const newConnection of [false, true]) {
    const { clock, network } = fakeTcp(echoAfter(7));
    network.connectMs = 2;
    const plan = { warmupMs: 300, messages: 50, connections: 3, newConnection };
    const result = await manualRun(clock, network, plan).ended();
    assertEquals(countsOf(result), { sent: 50, messages: 50 });
    assertEquals(result.latency.count, 50);
    assertEquals(result.connect.count, newConnection ? 50 : 3);
    assert(network.sentAtMs.length > 100);
  }
});

pureTest("what a server stalled in the warm-up is not counted after it", async () => {
  const { clock, network } = fakeTcp(stalling(1, 100, 900));
  const plan = { warmupMs: 1000, durationMs: 1000, rate: 100 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(countsOf(result), { sent: 100, messages: 100 });
  assertEquals([result.latency.maxMs, result.limitedBy], [1, "rate"]);
});

pureTest("a backlog of the warm-up is dropped with it", async () => {
  const { clock, network } = fakeTcp(stalling(1, 100, 1010));
  const plan = { warmupMs: 1000, durationMs: 1000, rate: 100 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(result.counts.unsent + result.counts.sent, 100);
  assert(result.latency.maxMs <= 21, `${result.latency.maxMs}`);
});

pureTest("what the warm-up lost is not lost from what counts", async () => {
  for (const newConnection of [false, true]) {
    const { clock, network } = fakeTcp();
    network.behave = (connection, bytes) => {
      if (clock.now() > 390 && clock.now() < 500) connection.arriveFailure(failureOfKind("reset"), 150);
      else connection.arrive(bytes, 1);
    };
    const plan = { warmupMs: 500, durationMs: 1500, connections: 2, newConnection };
    const result = await manualRun(clock, network, plan).ended();
    assertEquals([result.counts.lost, result.counts.altered], [0, 0]);
  }
});

pureTest("a run that is stopped in its warm-up has measured nothing", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  const stop = new AbortController();
  const plan = { warmupMs: 10_000, durationMs: 1000, rate: 100 };
  const run = manualRun(clock, network, plan, { stop: stop.signal });
  await run.advance(2000);
  stop.abort();
  assertEquals(await run.started, undefined);
  assertEquals([network.allAreClosed, clock.pendingMs], [true, []]);
});
