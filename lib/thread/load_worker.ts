/** A thread of `load --workers`. It has a part of the connections. */
import { Generator } from "../measure/load/generator.ts";
import type { LoadProgress } from "../measure/load/progress.ts";
import type { LoadPlan } from "../measure/load/plan.ts";
import { type StoredResult, storeResult } from "../measure/load/stored_result.ts";
import { Network } from "../net/network.ts";
import type { Endpoint } from "../protocol/endpoint.ts";
import { threadCpuMs } from "./cpu_time.ts";
import { type StoredFailure, storeFailure } from "./stored_failure.ts";
import { systemClock } from "./system_clock.ts";
import { type MainThread, runThread, type ThreadOf } from "./thread.ts";

export type LoadThread = ThreadOf<typeof load>;

/** The result of one thread of a load. */
export interface LoadPart {
  /** Left out when it was stopped before it measured anything. */
  readonly result: StoredResult | undefined;
  readonly failure: StoredFailure | undefined;
  readonly isCutOff: boolean;
}

runThread(load);

async function load(
  plan: LoadPlan,
  { ready, tell, stop }: MainThread<Endpoint, LoadProgress>,
): Promise<LoadPart> {
  const clock = systemClock();
  const network = new Network({ clock, side: "client" });
  const generator = new Generator(network, plan, {
    clock,
    random: Math.random,
    stop,
    cpuMs: threadCpuMs,
    wallMs: Date.now,
  });
  await generator.prepare();
  await ready(generator.peer);
  const result = await generator.run(tell);
  const { failure, isCutOff } = generator;
  return { result: result && storeResult(result), failure: failure && storeFailure(failure), isCutOff };
}
