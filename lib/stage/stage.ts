/**
 * Both sides on this machine, for whoever wants to see them act. A `Party` opens the sockets of one side, on
 * loopback unless told otherwise. `onStage()` sets the stage, gives each step its time, and closes all sockets
 * at the end, whatever happened; a call that was begun and is no longer waited for disturbs nobody. What is
 * played, and what is said about it, comes from above.
 *
 * @module
 */
import type { Clock } from "../base/clock.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { Party } from "./party.ts";
import type { Text } from "../base/text.ts";

/** Where something is made to happen: both sides on this machine, every socket call observed. */
export interface Stage {
  readonly clock: Clock;
  readonly server: Party;
  readonly client: Party;
  /** Tells what comes next, and waits until it has been read where that was asked for. */
  readonly say: (text: Text) => Promise<void>;
  /** Tells what just came of it. */
  readonly note: (text: Text) => void;
  /** The socket calls so far, oldest first, without their data. */
  readonly events: readonly SocketEvent[];
  /** Is aborted at the end, for whatever reason it came. */
  readonly stop: AbortSignal;
}
