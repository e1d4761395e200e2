import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { echoAfter, fakeTcp, silent, stalling } from "../../../support/fake_tcp.ts";
import { countsOf, manualRun } from "../../../support/load_run.ts";
import { pureTest } from "../../../support/property.ts";

pureTest("message n leaves at n/rate, as many as the duration has room for", async () => {
  const { clock, network } = fakeTcp();
  const result = await manualRun(clock, network, { rate: 100, durationMs: 1000 }).ended();
  assertEquals(network.sentAtMs, Array.from({ length: 100 }, (_, index) => index * 10));
  assertEquals(countsOf(result), { sent: 100, messages: 100 });
  assertEquals([result.durationMs, result.messagesPerSecond, result.limitedBy], [1000, 100, "rate"]);
  assertEquals(result.bytesOutPerSecond, 6400);
});

pureTest("a schedule of thirds of a millisecond does not drift in ten seconds", async () => {
  let received = 0;
  const { clock, network } = fakeTcp((connection, bytes) => {
    received += bytes.length / 64;
    // The test's clock goes in milliseconds: what was due since its last step leaves.
    assertAlmostEquals(received, 3 * clock.now() + 1, 3);
    connection.arrive(bytes);
  });
  const plan = { rate: 3000, durationMs: 10_000, pipeline: 16 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(countsOf(result), { sent: 30_000, messages: 30_000 });
});

pureTest("a machine that was busy elsewhere moves no message of the schedule", async () => {
  const { clock, network } = fakeTcp();
  const run = manualRun(clock, network, { rate: 100, durationMs: 500, pipeline: 64 });
  await run.advance(105);
  await run.advance(200, 200);
  const result = await run.ended();
  const sent = network.sentAtMs.filter((atMs) => atMs > 305);
  assertEquals(sent, Array.from({ length: 19 }, (_, index) => 310 + index * 10));
  // Those of 110 to 300 left late: that is told, and their latency counts from their time.
  assertEquals(countsOf(result), { sent: 50, messages: 50 });
  assertAlmostEquals(result.late.maxMs, 195, 0.5);
  assertAlmostEquals(result.latency.maxMs, 196, 0.5);
  assertEquals(result.limitedBy, "generator-cpu");
});

pureTest("messages that queue behind one that was sent late are not blamed on the server", async () => {
  const { clock, network } = fakeTcp();
  const run = manualRun(clock, network, { rate: 100, durationMs: 1000 });
  await run.advance(105);
  await run.advance(60, 60);
  const result = await run.ended();
  assertEquals(countsOf(result), { sent: 100, messages: 100 });
  assertEquals([result.late.count, result.limitedBy], [100, "generator-schedule"]);
  assertAlmostEquals(result.late.maxMs, 55, 0.5);
});

pureTest("a step of the timer is not counted as latency, not even of the messages behind", async () => {
  const { clock, network } = fakeTcp(echoAfter(0));
  const run = manualRun(clock, network, { rate: 1000, durationMs: 300 });
  await run.advance(300, 3);
  const result = await run.ended();
  assertEquals(countsOf(result), { sent: 300, messages: 300 });
  assertEquals([result.latency.maxMs, result.limitedBy], [0, "rate"]);
});

pureTest("a server that stalls for a second cannot hide those who waited", async () => {
  const { clock, network } = fakeTcp(stalling(1, 1000, 2000));
  const result = await manualRun(clock, network, { rate: 100, durationMs: 4000 }).ended();
  const { latency, counts } = result;
  assertEquals([counts.sent, counts.messages, counts.unsent], [400, 400, 0]);
  // Of 4 seconds one was a stall: the latency of those in it falls from one second to none.
  assertAlmostEquals(latency.maxMs, 1000, 1);
  assertAlmostEquals(latency.percentileMs(99), 960, 25);
  assertAlmostEquals(latency.percentileMs(87.5), 500, 60);
  assertEquals(latency.percentileMs(50), 1);
  assert(counts.heldUp >= 90 && counts.heldUp <= 110, `${counts.heldUp}`);
  assertEquals(result.limitedBy, "unanswered");
  assertAlmostEquals(result.availability!.silentMs, 1000, 40);
});

pureTest("without a schedule the same stall is one slow message", async () => {
  const { clock, network } = fakeTcp(stalling(1, 1000, 2000));
  const result = await manualRun(clock, network, { durationMs: 4000 }).ended();
  assertEquals(result.setting.loop, "closed");
  assertEquals(result.latency.percentileMs(99.9), 1);
  assertAlmostEquals(result.latency.maxMs, 1000, 1);
});

pureTest("what the schedule asked for and could not leave is told", async () => {
  const { clock, network } = fakeTcp(echoAfter(100));
  const result = await manualRun(clock, network, { rate: 100, durationMs: 1000 }).ended();
  assertEquals(countsOf(result), { sent: 10, messages: 10, unsent: 90, heldUp: 9 });
  assertEquals([result.limitedBy, result.durationMs, result.messagesPerSecond], ["server", 1000, 10]);
});

pureTest("what a server that stalls for good never answered counts with the time it waited", async () => {
  const { clock, network } = fakeTcp(stalling(1, 50, 60_000));
  const result = await manualRun(clock, network, { rate: 100, durationMs: 1000, timeoutMs: 300 }).ended();
  const { counts, latency } = result;
  // Five were answered; of the others a few timed out, one after the other, and most never left.
  assertEquals([counts.messages, counts.lost, counts.unsent, latency.count], [5, 3, 92, 100]);
  assertEquals(latency.percentileMs(5), 1);
  assertAlmostEquals(latency.percentileMs(50), 455, 55);
  assert(
    latency.percentileMs(99) > 850 && latency.maxMs < 1400,
    `${latency.percentileMs(99)}, ${latency.maxMs}`,
  );
});

pureTest("millions that never left count without being recorded one by one", async () => {
  const { clock, network } = fakeTcp(silent);
  const plan = { rate: 10_000_000, durationMs: 1000, timeoutMs: 5000 };
  const { counts, latency } = await manualRun(clock, network, plan).ended();
  assertEquals([counts.sent, counts.unsent, latency.count], [1, 9_999_999, 10_000_000]);
  for (const percent of [10, 50, 90]) assertAlmostEquals(latency.percentileMs(percent), percent * 10, 1);
});

pureTest("a number of messages ends a schedule, whatever the time", async () => {
  const { clock, network } = fakeTcp();
  const result = await manualRun(clock, network, { rate: 10, messages: 25 }).ended();
  assertEquals(countsOf(result), { sent: 25, messages: 25 });
  // From the first message to the last reply.
  assertEquals(result.durationMs, 2401);
});

pureTest("a slow schedule is no silence, not even with a loss in it", async () => {
  const { clock, network } = fakeTcp();
  network.behave = (connection, bytes) => {
    if (clock.now() !== 1000) connection.arrive(bytes, 1);
  };
  const result = await manualRun(clock, network, { rate: 1, messages: 6, timeoutMs: 100 }).ended();
  assertEquals(countsOf(result), { sent: 6, messages: 5, lost: 1 });
});

pureTest("closed loop keeps so many messages on their way, on each connection", async () => {
  for (const [connections, pipeline] of [[1, 1], [1, 8], [3, 1], [4, 5]] as const) {
    const { clock, network } = fakeTcp(echoAfter(10));
    const plan = { connections, pipeline, durationMs: 1000 };
    const result = await manualRun(clock, network, plan).ended();
    const atOnce = connections * pipeline;
    assertEquals(countsOf(result), { sent: 100 * atOnce, messages: 100 * atOnce });
    assertEquals(network.connections.map(({ sentBytes }) => sentBytes.length / 64), [
      ...Array(connections).fill(100 * pipeline),
    ]);
    assertEquals(result.latency.summary()!.min, 10);
    assertEquals([result.messagesPerSecond, result.limitedBy], [
      100 * atOnce * 1000 / result.durationMs,
      "server",
    ]);
  }
});

pureTest("a rate takes the connections in turn", async () => {
  const { clock, network } = fakeTcp();
  await manualRun(clock, network, { rate: 100, messages: 12, connections: 4, pipeline: 3 }).ended();
  const firsts = network.connections.map(({ sentAtMs }) => sentAtMs[0]);
  assertEquals(firsts, [0, 10, 20, 30]);
});

pureTest("so many messages leave and no more", async () => {
  const { clock, network } = fakeTcp(echoAfter(3));
  const result = await manualRun(clock, network, { messages: 1000, connections: 7, pipeline: 3 }).ended();
  assertEquals(countsOf(result), { sent: 1000, messages: 1000 });
  assertEquals(result.latency.count, 1000);
});

pureTest("a run that is stopped before it begins sends nothing", async () => {
  const { clock, network } = fakeTcp(silent);
  const stop = new AbortController();
  const run = manualRun(clock, network, { durationMs: 1000 }, { stop: stop.signal });
  network.behave = () => {
    throw new Error("something was sent");
  };
  stop.abort();
  const error = await run.started.then(() => undefined, (error) => error);
  assertEquals(error, stop.signal.reason);
  assertEquals(network.allAreClosed, true);
});
