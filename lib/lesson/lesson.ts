import type { Clock } from "../protocol/clock.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { Side } from "./side.ts";
import type { Text } from "./text.ts";

/** Where a lesson takes place: both sides on this machine, every socket call observed. */
export interface Stage {
  readonly clock: Clock;
  readonly server: Side;
  readonly client: Side;
  /** Tells the learner what comes next, and waits until the learner has read it where that was asked for. */
  readonly say: (text: Text) => Promise<void>;
  /** Tells the learner what just came of it. */
  readonly note: (text: Text) => void;
  /** The socket calls so far, oldest first, without their data. */
  readonly events: readonly SocketEvent[];
  /** Is aborted when the lesson is over, for whatever reason. */
  readonly stop: AbortSignal;
}

/** One phenomenon of sockets, made to happen. */
export interface Lesson {
  /** One line for the list of lessons. */
  readonly title: Text;
  /**
   * Makes the phenomenon happen. Sockets that it leaves open are closed when it is over.
   *
   * @returns What was seen, in sentences whose facts come from the events of this run; `undefined` when it did
   * not happen.
   * @throws {Failure} Of a call that the lesson is not about.
   */
  run(stage: Stage): Promise<Text[] | undefined>;
}
