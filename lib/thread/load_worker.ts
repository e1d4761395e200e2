/** A thread of `load --workers`: it has a part of the connections, and tells its result as `--json` prints it. */
import { Generator } from "../measure/load/generator.ts";
import { Network } from "../net/network.ts";
import type { LoadPlan } from "../measure/load/plan.ts";
import { loadSummaryJson } from "../report/load/json.ts";
import { threadCpuMs } from "./cpu_time.ts";
import type { FromLoadWorker, ToLoadWorker } from "./load_message.ts";
import { systemClock } from "./system_clock.ts";
import { failureFacts, threadFailed, threadScope } from "./thread.ts";

const thread = threadScope<ToLoadWorker, FromLoadWorker>();
const tell = (message: FromLoadWorker): void => thread.postMessage(message);
const stop = new AbortController();
const clock = systemClock();
let generator: Generator | undefined;

thread.addEventListener("message", ({ data }) => {
  if (data.type === "stop") return stop.abort();
  const work = data.type === "prepare" ? prepare(data.plan) : run(generator!);
  work.catch((error) => thread.postMessage(threadFailed(error)));
});

async function prepare(plan: LoadPlan): Promise<void> {
  const network = new Network({ clock, side: "client" });
  generator = new Generator(network, plan, {
    clock,
    random: Math.random,
    stop: stop.signal,
    cpuMs: threadCpuMs,
  });
  try {
    await generator.prepare();
  } catch (error) {
    if (error !== stop.signal.reason) throw error;
    return tell({ type: "stopped" });
  }
  tell({ type: "prepared", peer: generator.peer });
}

async function run(generator: Generator): Promise<void> {
  const result = await generator.run((progress) => tell({ type: "progress", progress }));
  const { failure, isCutOff } = generator;
  tell({
    type: "ended",
    summary: loadSummaryJson(result),
    failure: failure && failureFacts(failure),
    isCutOff,
  });
}
