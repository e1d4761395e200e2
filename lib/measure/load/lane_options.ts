import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { Failure } from "../../protocol/failure.ts";
import type { Pacer } from "./pacer.ts";
import type { LoadPlan } from "./plan.ts";
import type { Tally } from "./tally.ts";

/** What every lane needs. */
export interface LaneOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly plan: LoadPlan;
  readonly tally: Tally;
  /** Hears when a message is settled. */
  readonly pacer: Pick<Pacer, "add" | "freed" | "settled">;
  /** Hears of failures after which the lane goes on. */
  readonly fail: (failure: Failure) => void;
}
