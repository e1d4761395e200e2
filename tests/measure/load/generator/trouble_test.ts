import { assert, assertAlmostEquals, assertEquals, assertRejects } from "@std/assert";
import { Failure } from "../../../../lib/protocol/failure.ts";
import type { Behaviour } from "../../../support/fake_connection.ts";
import { echoAfter, fakeTcp, silent } from "../../../support/fake_tcp.ts";
import { countsOf, manualRun } from "../../../support/load_run.ts";
import { pureTest } from "../../../support/property.ts";
import { failureOfKind } from "../../../support/failure.ts";

/** Does something else with the message of one number, counted from 1, of all connections together. */
function exceptFor(number: number, other: Behaviour, usual: Behaviour = echoAfter(1)): Behaviour {
  let received = 0;
  return (connection, bytes) => (++received === number ? other : usual)(connection, bytes);
}

/** So many bytes more than was asked for. */
function withMore(extra: number): Behaviour {
  return (connection, bytes) => connection.arrive(new Uint8Array([...bytes, ...bytes.subarray(0, extra)]), 1);
}

pureTest(
  "a server that stops answering ends its connection after the timeout, and another is made",
  async () => {
    const { clock, network } = fakeTcp(exceptFor(4, silent));
    const run = manualRun(clock, network, { timeoutMs: 300 });
    const result = await run.ended();
    assertEquals(countsOf(result), { sent: 10, messages: 9, lost: 1 });
    assertEquals([result.errors, network.connections.length], [{ timeout: 1 }, 2]);
    assertEquals(run.generator.failure?.message, "no reply from 127.0.0.1:7000 within 300 ms");
    assertEquals([run.generator.isCutOff, network.allAreClosed], [false, true]);
  },
);

pureTest("all that a lost connection had unanswered is lost, and nothing of the others", async () => {
  const { clock, network } = fakeTcp((connection, bytes) => {
    if (connection === network.connections[0]) connection.arriveFailure(failureOfKind("reset"), 5);
    else connection.arrive(bytes, 10);
  });
  const plan = { connections: 3, pipeline: 4, messages: 100 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(countsOf(result), { sent: 100, messages: 96, lost: 4 });
  assertEquals(result.errors, { reset: 1 });
});

pureTest("a server that shuts down its side without an answer has closed the connection", async () => {
  const { clock, network } = fakeTcp(exceptFor(3, (connection) => connection.arriveEnd(1)));
  const result = await manualRun(clock, network, {}).ended();
  assertEquals(countsOf(result), { sent: 10, messages: 9, lost: 1 });
  assertEquals(result.errors, { closed: 1 });
});

pureTest("a server that closes while nothing is asked of it loses nothing", async () => {
  const { clock, network } = fakeTcp(exceptFor(3, (connection, bytes) => {
    connection.arrive(bytes, 1);
    connection.arriveEnd(2);
  }));
  const run = manualRun(clock, network, { rate: 1 });
  const result = await run.ended();
  assertEquals(countsOf(result), { sent: 10, messages: 10 });
  assertEquals([result.errors, network.connections.length], [{ closed: 1 }, 2]);
  assertEquals(run.generator.failure?.message, "127.0.0.1:7000 closed the connection");
});

pureTest("a server that dies and comes back is found again", async () => {
  const { clock, network } = fakeTcp();
  clock.after(1000, () => {
    network.connections.forEach((connection) => connection.arriveFailure(failureOfKind("reset")));
    network.failure = "refused";
  });
  clock.after(2500, () => network.failure = undefined);
  const run = manualRun(clock, network, { rate: 100, connections: 2, durationMs: 5000 });
  const result = await run.ended();
  const { sent, lost, unsent } = result.counts;
  assertEquals([sent, unsent, result.durationMs], [500, 0, 5000]);
  // Whatever was to be sent meanwhile waited.
  assert(lost <= 2 && result.latency.maxMs > 1400 && result.latency.maxMs < 2700, `${result.latency.maxMs}`);
  assertEquals([result.errors.reset, run.generator.isCutOff, result.limitedBy], [2, false, "unconnected"]);
  assertAlmostEquals(result.availability!.unconnectedMs, 1500, 700);
  assertEquals(result.availability!.opened, 2);
  assert(result.errors.refused! >= 4 && result.errors.refused! <= 12, `${result.errors.refused}`);
});

pureTest("a server that is gone for good ends a run that only an answer would end", async () => {
  const { clock, network } = fakeTcp();
  clock.after(1000, () => {
    network.connections.forEach((connection) => connection.arriveFailure(failureOfKind("reset")));
    network.failure = "refused";
  });
  const run = manualRun(clock, network, { messages: 1_000_000, connections: 2 });
  const result = await run.ended();
  assert(clock.now() > 4000 && clock.now() < 4200, `${clock.now()}`);
  assertEquals([run.generator.isCutOff, run.generator.failure?.kind], [true, "refused"]);
  assertEquals(result.gaveUp, "no-connection");
  assertEquals(result.counts.lost, 2);
});

pureTest("a server that is gone for good does not shorten a run with a duration", async () => {
  const { clock, network } = fakeTcp();
  clock.after(1000, () => {
    network.connections.forEach((connection) => connection.arriveFailure(failureOfKind("reset")));
    network.failure = "refused";
  });
  const run = manualRun(clock, network, { rate: 10, durationMs: 9000 });
  const result = await run.ended();
  assertEquals([result.durationMs, run.generator.isCutOff], [9000, true]);
  assertEquals([result.counts.sent + result.counts.unsent, result.wasStopped], [90, false]);
});

pureTest("a server that never answers ends the run after three timeouts", async () => {
  for (const plan of [{ messages: 1000 }, { durationMs: 60_000 }]) {
    const { clock, network } = fakeTcp(silent);
    const result = await manualRun(clock, network, { ...plan, connections: 2, timeoutMs: 500 }).ended();
    assert(clock.now() < 3000, `${clock.now()}`);
    assertEquals([result.counts.messages, result.latency.summary()!.min], [0, 500]);
    assertEquals(result.gaveUp, "no-reply");
  }
});

pureTest("what moves on its connection is not given up, however long it takes", async () => {
  const trickle: Behaviour = (connection, bytes) => {
    bytes.forEach((_, index) => connection.arrive(bytes.subarray(index, index + 1), (index + 1) * 90));
  };
  const { clock, network } = fakeTcp(trickle);
  const result = await manualRun(clock, network, { messages: 1, timeoutMs: 100 }).ended();
  assertEquals([countsOf(result), result.latency.maxMs], [{ sent: 1, messages: 1 }, 64 * 90]);
});

pureTest("a server that reads nothing more ends its connection after the timeout", async () => {
  const { clock, network } = fakeTcp();
  network.takes = 0;
  const result = await manualRun(clock, network, { messages: 1, timeoutMs: 200 }).ended();
  assertEquals([countsOf(result), result.errors], [{ sent: 1, lost: 1 }, { timeout: 1 }]);
});

pureTest("messages are written to the end though a socket takes a few bytes at a time", async () => {
  const { clock, network } = fakeTcp(echoAfter(2));
  network.takes = 7;
  const plan = { sizes: { lowest: 20, highest: 90 }, pipeline: 5, messages: 200 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(countsOf(result), { sent: 200, messages: 200 });
  assertEquals(result.counts.bytesOut, result.counts.bytesIn);
});

pureTest("an altered reply is no message, and only then if somebody looks", async () => {
  const alter: Behaviour = (connection, bytes) => connection.arrive(bytes.map((byte) => byte ^ 1), 1);
  for (const verify of [true, false]) {
    const { clock, network } = fakeTcp(exceptFor(5, alter));
    const result = await manualRun(clock, network, { verify }).ended();
    assertEquals(
      countsOf(result),
      verify ? { sent: 10, messages: 9, altered: 1 } : { sent: 10, messages: 10 },
    );
    assertEquals(result.latency.count, result.counts.messages);
  }
});

pureTest("each byte of a reply is looked at, wherever it stands", async () => {
  const sizes = { lowest: 61, highest: 61 };
  for (let at = 0; at < 61; at++) {
    const alterOne: Behaviour = (connection, bytes) => {
      const altered = bytes.slice();
      altered[at]! ^= 0x20;
      connection.arrive(altered, 1);
    };
    const { clock, network } = fakeTcp(exceptFor(2, alterOne));
    const result = await manualRun(clock, network, { sizes, messages: 3 }).ended();
    assertEquals(result.counts.altered, 1, `byte ${at}`);
  }
});

pureTest("a server that sends more than was asked for is given up: nothing could be told apart", async () => {
  for (const extra of [1, 64]) {
    const { clock, network } = fakeTcp(exceptFor(4, withMore(extra)));
    const result = await manualRun(clock, network, { rate: 100 }).ended();
    assertEquals(countsOf(result), { sent: 10, messages: 10, heldUp: result.counts.heldUp });
    assertEquals([result.errors, network.connections.length], [{ unasked: 1 }, 2]);
  }
});

pureTest("bytes before anybody asked are nobody's reply", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  const run = manualRun(clock, network, { rate: 10 });
  await run.advance(50);
  network.connections[0]!.arrive(new TextEncoder().encode("220 welcome"));
  const result = await run.ended();
  assertEquals([result.counts.altered, result.errors], [0, { unasked: 1 }]);
  assertEquals(result.counts.messages, 10);
});

pureTest("a run that reaches nobody fails with the cause", async () => {
  for (const newConnection of [false, true]) {
    const { clock, network } = fakeTcp();
    network.answers = 0;
    const run = manualRun(clock, network, { timeoutMs: 400, newConnection });
    await run.advance(401);
    const failure = await assertRejects(() => run.started, Failure);
    assertEquals([failure.kind, clock.pendingMs], ["timeout", []]);
  }
});

pureTest("a run begins with the connections there are, and the others join it", async () => {
  const { clock, network } = fakeTcp(echoAfter(10));
  network.answers = 20;
  const plan = { connections: 100, durationMs: 2000, timeoutMs: 400 };
  const run = manualRun(clock, network, plan);
  await run.advance(500);
  assertEquals([network.connections.length, run.generator.failure?.kind], [20, "timeout"]);
  network.answers = Infinity;
  const result = await run.ended();
  assertEquals([network.connections.length, network.allAreClosed], [100, true]);
  assertEquals([result.counts.lost, result.setting.connections, result.durationMs >= 2000], [0, 100, true]);
  assert(network.connections.every(({ sentBytes }) => sentBytes.length > 0));
});
