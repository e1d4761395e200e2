import { assert, assertEquals } from "@std/assert";
import { echoAfter, fakeTcp, silent, stalling } from "../../../support/fake_tcp.ts";
import { fakeUdp } from "../../../support/fake_udp.ts";
import { countsOf, manualRun } from "../../../support/load_run.ts";
import { pureTest } from "../../../support/property.ts";

pureTest("what is on its way at the end is waited for", async () => {
  const { clock, network } = fakeTcp(echoAfter(700));
  const result = await manualRun(clock, network, { durationMs: 1000, connections: 5 }).ended();
  assertEquals(countsOf(result), { sent: 10, messages: 10 });
  // From the first message to the last reply.
  assertEquals([result.durationMs, result.wasStopped], [1400, false]);
});

pureTest("what has not come after the timeout is lost, and the run ends", async () => {
  const { clock, network } = fakeTcp();
  network.behave = (connection, bytes) => {
    if (clock.now() < 800) connection.arrive(bytes, 1);
  };
  const plan = { durationMs: 1000, connections: 2, timeoutMs: 600 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals([result.counts.lost, result.durationMs], [2, 1000]);
  assert(clock.now() < 1700, `${clock.now()}`);
});

pureTest("stopping ends early, with a result for what was done", async () => {
  const { clock, network } = fakeTcp(echoAfter(10));
  const stop = new AbortController();
  const run = manualRun(clock, network, { durationMs: 60_000 }, { stop: stop.signal });
  await run.advance(1234);
  stop.abort();
  const result = await run.ended(100);
  assertEquals([result.wasStopped, result.counts.lost], [true, 0]);
  assertEquals([result.counts.messages, result.latency.count], [124, 124]);
  assert(result.durationMs >= 1234 && result.durationMs <= 1240, `${result.durationMs}`);
  assertEquals([run.generator.isCutOff, network.allAreClosed], [false, true]);
});

pureTest("whoever stops does not wait for a server that does not answer", async () => {
  const { clock, network } = fakeTcp(silent);
  const stop = new AbortController();
  const run = manualRun(clock, network, { messages: 5, timeoutMs: 30_000 }, { stop: stop.signal });
  await run.advance(100);
  stop.abort();
  const result = await run.ended(1100);
  assertEquals(countsOf(result), { sent: 1, pending: 1 });
});

pureTest(
  "what was unanswered for too long when somebody stopped is lost, the rest was not waited for",
  async () => {
    const { clock, network } = fakeUdp(() => {});
    const stop = new AbortController();
    const plan = { transport: "udp", rate: 10, durationMs: 60_000, timeoutMs: 5000 } as const;
    const run = manualRun(clock, network, { ...plan, connections: 100 }, { stop: stop.signal });
    await run.advance(7050);
    stop.abort();
    const { counts } = await run.ended(1100);
    assertEquals([counts.sent, counts.lost, counts.pending], [71, 31, 40]);
  },
);

pureTest("stopping cuts the wait short for what is on its way, too", async () => {
  const { clock, network } = fakeTcp(silent);
  const stop = new AbortController();
  const run = manualRun(clock, network, { durationMs: 100, timeoutMs: 30_000 }, { stop: stop.signal });
  await run.advance(500);
  stop.abort();
  await run.ended(1100);
});

pureTest("a run tells how it goes twice a second, and its series adds up to its result", async () => {
  const { clock, network } = fakeTcp(stalling(1, 600, 1400));
  const run = manualRun(clock, network, { rate: 100, durationMs: 2000 });
  const result = await run.ended();
  assertEquals(run.progress.map(({ atMs }) => atMs), [500, 1000, 1500]);
  assertEquals(run.progress.map(({ lost, isWarmup }) => [lost, isWarmup]), Array(3).fill([0, false]));
  const perSecond = run.progress.map(({ messagesPerSecond }) => messagesPerSecond);
  assert(perSecond[0]! >= 100 && perSecond[1]! <= 24, `${perSecond}`);
  assert(run.progress[2]!.p99Ms > 700);
  const { series, stretchMs } = result;
  assertEquals([series.length, stretchMs], [4, 500]);
  assertEquals(series.reduce((sum, { messages }) => sum + messages, 0), 200);
  assertEquals(series.map(({ messages }) => messages), series.map(({ latency }) => latency.count));
});

pureTest("a long wait at the end is a part of the series", async () => {
  const { clock, network } = fakeTcp(stalling(1, 900, 2600));
  const run = manualRun(clock, network, { rate: 100, durationMs: 1000 });
  const { series, durationMs } = await run.ended();
  assertEquals([series.length, durationMs], [6, 2600]);
  assertEquals(series.map(({ messages }) => messages > 0), [true, true, false, false, false, true]);
});

pureTest("a run of two minutes has no more stretches than a picture has room for", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  const run = manualRun(clock, network, { rate: 10, durationMs: 125_000 });
  const { series, stretchMs, counts } = await run.ended(200_000);
  assertEquals([stretchMs, series.length, counts.messages], [2000, 63, 1250]);
  assertEquals(series.slice(0, -1).every(({ messages }) => Math.abs(messages - 20) <= 1), true);
  assertEquals(series.reduce((sum, { messages }) => sum + messages, 0), 1250);
});

pureTest("its processor time is that of the run, without the warm-up", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  const plan = { warmupMs: 500, durationMs: 1000, rate: 100 };
  const cpuMs = (): number => clock.now() < 500 ? clock.now() : 500 + (clock.now() - 500) / 4;
  const result = await manualRun(clock, network, plan, { cpuMs }).ended();
  assert(Math.abs(result.busiest - 0.25) < 0.02 && Math.abs(result.cpuMs - 250) < 20, `${result.cpuMs}`);
  assertEquals([result.threads, result.lag.maxMs], [1, 0]);
});
