import { assertEquals } from "@std/assert";
import type { LoadLimit } from "../../../../lib/measure/load/limit.ts";
import type { LoadPlan } from "../../../../lib/measure/load/plan.ts";
import { failureOfKind } from "../../../support/failure.ts";
import type { Behaviour } from "../../../support/fake_connection.ts";
import { echoAfter, type FakeTcp, fakeTcp, silent, stalling } from "../../../support/fake_tcp.ts";
import { manualRun } from "../../../support/load_run.ts";
import { pureTest } from "../../../support/property.ts";

/** Resets all connections and refuses new ones from one moment to another. */
function gone(fromMs: number, toMs: number): (network: FakeTcp) => void {
  return (network) => {
    network.clock.after(fromMs, () => {
      network.connections.forEach((connection) => connection.arriveFailure(failureOfKind("reset")));
      network.failure = "refused";
    });
    if (toMs < Infinity) network.clock.after(toMs, () => network.failure = undefined);
  };
}

const nothing = (): void => {};
const closed = { durationMs: 4000, connections: 4, timeoutMs: 1000 } as const;
const scheduled = { ...closed, rate: 100 } as const;

/** What a run does to whom, and what may be claimed of it. */
const situations: [
  what: string,
  plan: Partial<LoadPlan>,
  behave: Behaviour,
  prepare: (network: FakeTcp) => void,
  limit: LoadLimit,
][] = [
  ["a server that is there", closed, echoAfter(5), nothing, "server"],
  ["a server that keeps up", scheduled, echoAfter(5), nothing, "rate"],
  ["a slow server", closed, echoAfter(900), nothing, "server"],
  ["a slow server with a schedule", scheduled, echoAfter(900), nothing, "server"],
  ["gone for three of four seconds", scheduled, echoAfter(5), gone(500, 3500), "unconnected"],
  ["gone for half of the time", closed, echoAfter(5), gone(1000, 3000), "unconnected"],
  ["gone for good", scheduled, echoAfter(5), gone(2000, Infinity), "unconnected"],
  ["stalled for good", scheduled, stalling(5, 50, 60_000), nothing, "unanswered"],
  ["stalled for half of the time", closed, stalling(5, 1000, 3000), nothing, "unanswered"],
  ["silent from the start", scheduled, silent, nothing, "unanswered"],
  [
    "a stall at the end of a short run",
    { durationMs: 500, rate: 100 },
    stalling(5, 200, 60_000),
    nothing,
    "unanswered",
  ],
  ["a message every two seconds", { durationMs: 9000, rate: 0.5 }, echoAfter(5), nothing, "rate"],
  ["three messages", { messages: 3 }, echoAfter(1), nothing, "unknown"],
];

for (const [what, plan, behave, prepare, limit] of situations) {
  pureTest(`what may be claimed of a run: ${what}: ${limit}`, async () => {
    const { clock, network } = fakeTcp(behave);
    prepare(network);
    const result = await manualRun(clock, network, plan).ended();
    assertEquals(result.limitedBy, limit);
  });
}

pureTest("a program that was stopped itself for a while blames no server for it", async () => {
  const { clock, network } = fakeTcp(echoAfter(5));
  const run = manualRun(clock, network, closed);
  await run.advance(1000);
  await run.advance(2000, 2000);
  const result = await run.ended();
  assertEquals([result.availability!.silentMs, result.limitedBy], [0, "generator-cpu"]);
});

pureTest("connections for which there are no file descriptors are counted as not there", async () => {
  const { clock, network } = fakeTcp(echoAfter(5));
  const connect = network.connectTcp.bind(network);
  network.connectTcp = async (endpoint, options) => {
    if (network.connections.length >= 85) throw failureOfKind("exhausted");
    return await connect(endpoint, options);
  };
  const result = await manualRun(clock, network, { durationMs: 300, connections: 500 }).ended();
  const { opened } = result.availability!;
  assertEquals([result.limitedBy, opened, result.setting.connections], ["exhausted", 85, 500]);
});

pureTest("a processor time that reads 0 is not known", async () => {
  const { clock, network } = fakeTcp(echoAfter(5));
  const result = await manualRun(clock, network, closed, { cpuMs: () => 0 }).ended();
  assertEquals([result.limitedBy, result.busiest, result.cpuMs], ["unknown", undefined, undefined]);
});
