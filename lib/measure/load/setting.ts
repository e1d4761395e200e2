import type { LoadPlan } from "./plan.ts";
import type { LoadSetting } from "./result.ts";

/** What a plan asks for, as the result says it. @param peer `host:port`, as it is really used. */
export function settingOf(plan: LoadPlan, peer: string): LoadSetting {
  const { transport, connections, sizes, pipeline, window, verify, rate, newConnection } = plan;
  return {
    transport,
    peer,
    loop: rate === undefined ? "closed" : "open",
    newConnection,
    connections,
    sizes,
    rate: rate ?? 0,
    pipeline,
    window: transport === "udp" ? window : 0,
    verify,
  };
}
