import { assertEquals } from "@std/assert";
import type { Clock } from "../../lib/base/clock.ts";
import { seededRandom } from "../../lib/base/random.ts";
import { Network } from "../../lib/net/network.ts";
import { Generator } from "../../lib/measure/load/generator.ts";
import type { LoadProgress } from "../../lib/measure/load/progress.ts";
import type { LoadOptions, LoadPlan } from "../../lib/measure/load/plan.ts";
import type { LoadResult } from "../../lib/measure/load/result.ts";
import type { Counts } from "../../lib/measure/load/tally.ts";
import type { ManualClock } from "./manual_clock.ts";
import { settle } from "./turns.ts";

/** When the clock of a test is 0, in milliseconds since 1970. */
export const wallStartMs = Date.UTC(2026, 0, 1);

/** The address of whatever a test puts load on. */
export const serverEndpoint = { host: "127.0.0.1", port: 7000 };

/** A plan for one connection and ten messages; what is `undefined` is left out. */
export function planOf(plan: Partial<LoadPlan> = {}): LoadPlan {
  return {
    transport: "tcp",
    endpoint: serverEndpoint,
    connections: 1,
    warmupMs: 0,
    sizes: { lowest: 64, highest: 64 },
    newConnection: false,
    pipeline: 1,
    window: 192,
    verify: true,
    timeoutMs: 5000,
    ...(plan.durationMs === undefined && { messages: 10 }),
    ...plan,
  };
}

export function optionsOf(clock: Clock, options: Partial<LoadOptions> = {}): LoadOptions {
  return {
    clock,
    random: seededRandom(7),
    stop: new AbortController().signal,
    cpuMs: () => 1,
    wallMs: () => wallStartMs + clock.now(),
    ...options,
  };
}

/** Runs a load on a machine whose time the test moves. */
export function manualRun(
  clock: ManualClock,
  network: Network,
  plan: Partial<LoadPlan>,
  options: Partial<LoadOptions> = {},
) {
  const progress: LoadProgress[] = [];
  const generator = new Generator(network, planOf(plan), optionsOf(clock, options));
  let result: LoadResult | undefined;
  const start = async (): Promise<LoadResult | undefined> => {
    await generator.prepare();
    return result = await generator.run((event) => progress.push(event));
  };
  const started = start();
  started.catch(() => {});
  /** Moves the clock in steps, as time goes by. */
  const advance = async (byMs: number, stepMs = 1): Promise<void> => {
    await settle();
    for (let movedMs = 0; movedMs < byMs; movedMs += stepMs) {
      clock.jump(stepMs);
      await settle();
    }
  };
  /** Lets time go by until the run has ended by itself. */
  const ended = async (withinMs = 60_000): Promise<LoadResult> => {
    const untilMs = clock.now() + withinMs;
    await settle();
    while (result === undefined && clock.now() < untilMs) await advance(1);
    if (result === undefined) throw new Error(`the load has not ended within ${withinMs} ms`);
    await started;
    assertSettled(result.counts);
    assertEquals(result.latency.count, result.counts.messages + result.counts.unanswered);
    assertEquals(clock.pendingMs, [], "timers that are left");
    return result;
  };
  return { generator, progress, started, advance, ended };
}

/** Every message that left has become one of five things. */
export function assertSettled(counts: Counts): void {
  const { sent, messages, altered, lost, late, pending, lostPossiblyHere, unsent, unanswered } = counts;
  assertEquals(sent, messages + altered + lost + late + pending, JSON.stringify(counts));
  assertEquals(unanswered, lost + late + pending + unsent);
  assertEquals([lost >= 0, lostPossiblyHere >= 0, lostPossiblyHere <= lost], [true, true, true]);
}

/** The counts that are not 0, without those that others add up to. */
export function countsOf({ counts }: LoadResult): Partial<Counts> {
  const { bytesIn: _in, bytesOut: _out, unanswered: _sum, ...others } = counts;
  return Object.fromEntries(Object.entries(others).filter(([, count]) => count !== 0));
}
