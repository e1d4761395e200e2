import type { Endpoint } from "../protocol/endpoint.ts";
import type { LoadPlan } from "../measure/load/plan.ts";
import type { LoadProgress } from "../measure/load/generator.ts";
import type { FailureFacts } from "./thread.ts";

/** What a thread of a load is told, in this order. */
export type ToLoadWorker =
  | { readonly type: "prepare"; readonly plan: LoadPlan }
  | { readonly type: "run" }
  | { readonly type: "stop" };

/** What it tells, in this order. */
export type FromLoadWorker =
  | { readonly type: "prepared"; readonly peer: Endpoint }
  | { readonly type: "progress"; readonly progress: LoadProgress }
  | {
    readonly type: "ended";
    /** The line that `--json` prints, from which another program could merge it too. */
    readonly summary: string;
    readonly failure: FailureFacts | undefined;
    readonly isCutOff: boolean;
  }
  /** It was stopped before it was prepared. */
  | { readonly type: "stopped" };
