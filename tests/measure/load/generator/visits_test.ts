import { assert, assertEquals } from "@std/assert";
import type { Behaviour } from "../../../support/fake_connection.ts";
import { echoAfter, fakeTcp, silent } from "../../../support/fake_tcp.ts";
import { countsOf, manualRun } from "../../../support/load_run.ts";
import { pureTest } from "../../../support/property.ts";
import { failureOfKind } from "../../../support/failure.ts";

pureTest("each message has a connection of its own, whose making is part of its latency", async () => {
  const { clock, network } = fakeTcp(echoAfter(2));
  network.connectMs = 5;
  const plan = { newConnection: true, connections: 3, messages: 30 };
  const result = await manualRun(clock, network, plan).ended();
  assertEquals(countsOf(result), { sent: 30, messages: 30 });
  assertEquals([result.latency.summary()!.min, result.latency.maxMs], [7, 7]);
  assertEquals([result.connect.count, result.connect.maxMs], [30, 5]);
  // One more was made to see whether anybody is there.
  const [first, ...others] = network.connections;
  assertEquals([first!.sentBytes.length, others.length], [0, 30]);
  assertEquals(others.every(({ sentBytes, isClosed }) => sentBytes.length === 64 && isClosed), true);
  assertEquals([result.setting.newConnection, result.errors], [true, {}]);
});

pureTest("places for connections are used one after the other, never more than there are", async () => {
  let open = 0;
  let most = 0;
  const { clock, network } = fakeTcp((connection, bytes) => {
    most = Math.max(most, ++open);
    clock.after(10, () => open--);
    connection.arrive(bytes, 10);
  });
  const plan = { newConnection: true, connections: 4, rate: 1000, durationMs: 1000 };
  const result = await manualRun(clock, network, plan).ended();
  const { messages, unsent } = result.counts;
  assertEquals([most, messages, messages + unsent], [4, 400, 1000]);
});

pureTest("a connection that fails loses its message only", async () => {
  const troubles: [Behaviour, string][] = [
    [(connection) => connection.arriveFailure(failureOfKind("reset"), 1), "reset"],
    [(connection) => connection.arriveEnd(1), "closed"],
    [silent, "timeout"],
  ];
  for (const [trouble, kind] of troubles) {
    const { clock, network } = fakeTcp();
    network.behave = (connection, bytes) => {
      (connection === network.connections[3] ? trouble : echoAfter(1))(connection, bytes);
    };
    const run = manualRun(clock, network, { newConnection: true, timeoutMs: 200 });
    const result = await run.ended();
    assertEquals(countsOf(result), { sent: 10, messages: 9, lost: 1 });
    assertEquals([result.errors, run.generator.failure?.kind], [{ [kind]: 1 }, kind]);
    assertEquals([run.generator.isCutOff, network.allAreClosed], [false, true]);
  }
});

pureTest("bytes beyond the reply are seen though the connection is not used again", async () => {
  const { clock, network } = fakeTcp((connection, bytes) => {
    connection.arrive(new Uint8Array([...bytes, 0x21]), 1);
  });
  const result = await manualRun(clock, network, { newConnection: true }).ended();
  assertEquals([countsOf(result), result.errors], [{ sent: 10, messages: 10 }, { unasked: 10 }]);
});

pureTest("a server that refuses is not stormed, and ends the run when it stays so", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  clock.after(500, () => network.failure = "refused");
  const plan = { newConnection: true, connections: 2, messages: 1_000_000 };
  const run = manualRun(clock, network, plan);
  const result = await run.ended();
  assert(clock.now() > 3500 && clock.now() < 3700, `${clock.now()}`);
  assertEquals([run.generator.isCutOff, run.generator.failure?.kind], [true, "refused"]);
  assertEquals(result.counts.lost, result.errors.refused);
  assert(result.counts.lost <= 64, `${result.counts.lost}`);
});

pureTest("a server that comes back has its visitors again", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  clock.after(500, () => network.failure = "refused");
  clock.after(1500, () => network.failure = undefined);
  const plan = { newConnection: true, connections: 2, rate: 100, durationMs: 3000 };
  const run = manualRun(clock, network, plan);
  const result = await run.ended();
  const { sent, messages, lost, unsent } = result.counts;
  assertEquals([sent, unsent, messages + lost], [300, 0, 300]);
  assert(lost > 0 && lost <= 24, `${lost}`);
  assertEquals(run.generator.isCutOff, false);
});

pureTest("what connects when the run ends is not waited for longer than for a reply", async () => {
  const { clock, network } = fakeTcp(echoAfter(1));
  const plan = { newConnection: true, connections: 3, durationMs: 500, timeoutMs: 300 };
  const run = manualRun(clock, network, plan);
  await run.advance(400);
  network.answers = 0;
  const result = await run.ended();
  assert(clock.now() <= 900, `${clock.now()}`);
  assertEquals([result.counts.lost, network.allAreClosed], [3, true]);
});
