/**
 * Both sides on this machine, for whoever wants to see them act. A `Party` opens the sockets of one side, on
 * loopback unless told otherwise; `OpenSockets` closes them all at the end, whatever happened, and a call
 * that was begun and is no longer waited for disturbs nobody. What is played, and what is said about it,
 * comes from above.
 *
 * @module
 */
import type { Clock } from "../base/clock.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { Party } from "./party.ts";
import type { Text } from "../base/text.ts";

/** Where a lesson takes place: both sides on this machine, every socket call observed. */
export interface Stage {
  readonly clock: Clock;
  readonly server: Party;
  readonly client: Party;
  /** Tells the learner what comes next, and waits until the learner has read it where that was asked for. */
  readonly say: (text: Text) => Promise<void>;
  /** Tells the learner what just came of it. */
  readonly note: (text: Text) => void;
  /** The socket calls so far, oldest first, without their data. */
  readonly events: readonly SocketEvent[];
  /** Is aborted when the lesson is over, for whatever reason. */
  readonly stop: AbortSignal;
}
