import type { Clock } from "../base/clock.ts";
import { noSocket, type Observer, type Side, type SocketEvent } from "../protocol/event.ts";
import type { Attempt } from "../protocol/attempt.ts";
import type { Transport } from "../protocol/transport.ts";
import { toFailure } from "./failure.ts";
import type { SocketNumbers } from "./socket_numbers.ts";

/** The observer of a socket, and the values that every event about it has. */
export interface Watch {
  readonly observer: Observer;
  readonly clock: Clock;
  readonly side: Side;
}

/** The values of an event that describe a call. */
export type CallDetails = Partial<Omit<SocketEvent, "event" | "at" | "side" | "socket" | "transport">>;

/** When a call began to wait. It begins again after the program has given up a wait. */
export interface Begun {
  atMs: number;
}

/** A call to make and to report. */
export interface ToldCall<T> extends Pick<Attempt, "transport" | "endpoint"> {
  /** The number of the socket, or of the socket that the call opens. */
  readonly id: string;
  /** Set where the call opens the socket: gets its number back if it fails. */
  readonly numbers?: SocketNumbers | undefined;
  /** What is known before the call is made. */
  readonly details: CallDetails & Pick<SocketEvent, "call">;
  readonly run: () => Promise<T> | T;
  /** What its result tells. */
  readonly detailsOf: (value: T) => CallDetails;
  /** When the program began to wait, if the caller keeps it. */
  readonly begun?: Begun;
  /** Ends the call. Its reason may be any error; it is not a failure of the socket. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * The way from a call to its event: makes the call, names its failure, and tells the observer the result.
 * Calls that open a socket always go this way; calls on an open socket only where somebody observes, because it
 * costs a promise and two functions.
 *
 * @throws {Failure} With a name that suits the call. The signal's reason when it was aborted; no event is sent
 * then.
 */
export async function makeCall<T>(watch: Watch | undefined, call: ToldCall<T>): Promise<T> {
  const { id, numbers, transport, endpoint, details, signal } = call;
  const begun = call.begun ?? { atMs: watch?.clock.now() ?? 0 };
  const tellEnd = (socket: string, more: CallDetails): void => {
    if (watch) {
      tell(watch, socket, transport, { ...details, ...more, tookMs: watch.clock.now() - begun.atMs });
    }
  };
  try {
    const value = await call.run();
    tellEnd(id, call.detailsOf(value));
    return value;
  } catch (error) {
    numbers?.giveBack(id);
    signal?.throwIfAborted();
    const failure = toFailure(error, { call: details.call, transport, ...(endpoint && { endpoint }) });
    const { deadlineMs } = failure.attempt;
    tellEnd(numbers === undefined ? id : noSocket, {
      failure: failure.kind,
      ...(deadlineMs !== undefined && { deadlineMs }),
    });
    throw failure;
  }
}

/** Tells one call on a socket, or on a socket that could not be opened. */
export function tell(
  watch: Watch,
  socket: string,
  transport: Transport,
  details: ToldCall<unknown>["details"],
): void {
  watch.observer({ event: "socket", at: watch.clock.now(), side: watch.side, socket, transport, ...details });
}
