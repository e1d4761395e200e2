import type { Clock } from "../protocol/clock.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { Network } from "../net/network.ts";

/** Where a lesson takes place: both sides on this machine, every socket call observed. */
export interface Stage {
  readonly clock: Clock;
  readonly server: Network;
  readonly client: Network;
  /** Tells the learner what comes next. */
  readonly say: (text: string) => void;
  /** The socket calls so far, oldest first. */
  readonly events: readonly SocketEvent[];
  readonly stop: AbortSignal;
}

/** One phenomenon of sockets, made to happen. */
export interface Lesson {
  /** One line for the list of lessons. */
  readonly title: string;
  /**
   * Makes the phenomenon happen.
   *
   * @returns What was seen, in sentences whose facts come from the events of this run; `undefined` when it did
   * not happen.
   */
  run(stage: Stage): Promise<string[] | undefined>;
}
