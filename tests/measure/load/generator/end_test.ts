import { assert, assertEquals } from "@std/assert";
import type { LoadPlan } from "../../../../lib/measure/load/plan.ts";
import type { Behaviour } from "../../../support/fake_connection.ts";
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

pureTest(
  "after the end a silent server is waited for no longer than four seconds, and that is told",
  async () => {
    const { clock, network } = fakeTcp(silent);
    const run = manualRun(clock, network, { durationMs: 1000, connections: 3, timeoutMs: 10_000 });
    const result = await run.ended();
    assert(clock.now() >= 5000 && clock.now() < 5100, `${clock.now()}`);
    assertEquals([countsOf(result), result.errors, result.durationMs], [
      { sent: 3, lost: 3 },
      { timeout: 3 },
      1000,
    ]);
    assertEquals(result.latency.summary()!.min >= 5000, true);
    assertEquals(run.generator.failure?.message, "no reply from 127.0.0.1:7000 within 4 s");
    const waits = run.progress.map(({ wait }) => wait);
    assertEquals(waits.slice(0, 2), [undefined, { messages: 3, longestMs: 4000 }]);
    assertEquals([result.gaveUp, run.generator.isCutOff], [undefined, true]);
  },
);

pureTest("a shorter timeout shortens the wait after the end", async () => {
  const { clock, network } = fakeTcp(stalling(1, 700, 60_000));
  const result = await manualRun(clock, network, { durationMs: 1000, timeoutMs: 2000 }).ended();
  assert(clock.now() < 3100, `${clock.now()}`);
  assertEquals(result.counts.lost, 1);
});

/** Whether a run counts as cut off: what a job that measures must know of its end. */
const ends: [what: string, behave: Behaviour, plan: Partial<LoadPlan>, isCutOff: boolean][] = [
  ["a server that answers to the end", echoAfter(5), { durationMs: 1000 }, false],
  ["a server slower than the end", echoAfter(900), { durationMs: 1000 }, false],
  ["a stall in the middle", stalling(1, 300, 700), { durationMs: 1000 }, false],
  ["a stall at the end", stalling(1, 700, 60_000), { durationMs: 1000, timeoutMs: 500 }, true],
  ["a stall at the end of a schedule", stalling(1, 700, 60_000), { durationMs: 1000, rate: 50 }, true],
  ["a schedule whose next message is far", echoAfter(5), { durationMs: 8000, rate: 0.2 }, false],
  [
    "a stall that ends a number of messages",
    stalling(1, 700, 60_000),
    { messages: 900, timeoutMs: 200 },
    true,
  ],
];

for (const [what, behave, plan, isCutOff] of ends) {
  pureTest(`at the end of a run: ${what} ${isCutOff ? "cuts it off" : "does not cut it off"}`, async () => {
    const { clock, network } = fakeTcp(behave);
    const run = manualRun(clock, network, plan);
    const { gaveUp } = await run.ended();
    assertEquals(run.generator.isCutOff, isCutOff);
    assertEquals(gaveUp, "messages" in plan ? "no-reply" : undefined);
  });
}

pureTest("one datagram that is lost at the end is no silence, and a silence is", async () => {
  for (const [from, isCutOff] of [[30, false], [20, true]] as const) {
    const { clock, network } = fakeUdp(({ count, answer }) => {
      if (count < from) answer(undefined, 1);
    });
    const run = manualRun(clock, network, { transport: "udp", rate: 10, messages: 30, timeoutMs: 300 });
    await run.ended();
    assertEquals(run.generator.isCutOff, isCutOff);
  }
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
  assert(Math.abs(result.busiest! - 0.25) < 0.02 && Math.abs(result.cpuMs! - 250) < 20, `${result.cpuMs}`);
  assertEquals([result.threads, result.lag.maxMs], [1, 0]);
});
