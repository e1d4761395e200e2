/**
 * The bytes on the wire and the words for them: endpoints, targets, probes, services, replies, calls and their
 * failures. All code here is pure: no socket, no clock, nothing of the runtime.
 *
 * The way of a socket event: `net/call.ts` makes it when a call has returned and gives it to the observer.
 * `cli/host/observer.ts` passes it to the views that the flags ask for: a line of the trace, an explanation,
 * JSON, bytes in hex. `recording/parse.ts` reads that JSON again, and `trace` draws it.
 *
 * @module
 */
import type { LectureStep, SocketCall } from "./call.ts";
import type { FailureKind } from "./failure_kind.ts";
import type { Transport } from "./transport.ts";

/** Stands for the socket of a call that opened none: of `resolve`, and of an open that failed. */
export const noSocket = "-";

export type Side = "server" | "client";

/** One call on a socket, reported after it returned. */
export interface SocketEvent {
  readonly event: "socket";
  /** When the call returned, in milliseconds since the command started. */
  readonly at: number;
  readonly side: Side;
  /** `#1`, `#2`, … in the order in which this program opened or accepted its sockets; or {@linkcode noSocket}. */
  readonly socket: string;
  readonly transport: Transport;
  readonly call: SocketCall;
  /** The steps of the lecture that this one call did, when there are several. */
  readonly covers?: readonly LectureStep[];
  /** Only for `accept`: the socket of the new connection. `socket` is the listening one. */
  readonly accepted?: string;
  /** `host:port`. */
  readonly local?: string;
  readonly peer?: string;
  readonly bytes?: number;
  /** Only for `send`: how many bytes the call was given, when it took fewer. */
  readonly asked?: number;
  /** For `listen` and `bind`: the system chose the port. */
  readonly portChosen?: true;
  /** How long the call took, in milliseconds, with the time that it waited. */
  readonly tookMs?: number;
  /** A receive on a TCP connection returned no bytes: the peer has shut down its sending side. */
  readonly eof?: true;
  /** The datagram was longer than the buffer, and its rest is lost. */
  readonly truncated?: true;
  readonly failure?: FailureKind;
  /** Our own deadline, in milliseconds, when it ended the wait; absent when the system gave up. */
  readonly deadlineMs?: number;
  /** The addresses that were found for a name. */
  readonly addresses?: readonly string[];
  /** The bytes that were sent or received. Valid only during the call of the observer; the buffer is reused. */
  readonly data?: Uint8Array;
}

/** Gets every socket call. It must not throw, and must copy `data` to keep it. */
export type Observer = (event: SocketEvent) => void;
