/**
 * What is said on the wire and what is said about it: endpoints, targets, probes, services, replies, the
 * calls and their failures. All of it is pure: no socket, no clock, nothing of the runtime.
 *
 * The way of a socket event: `net/call.ts` makes it when a call has come back and tells the observer;
 * `cli/host/observer.ts` gives it to the views that the flags ask for: a line of the trace, an explanation,
 * JSON, bytes in hex. `recording/parse.ts` reads that JSON again, and `trace` draws it.
 *
 * @module
 */
import type { LectureStep, SocketCall } from "./call.ts";
import type { FailureKind } from "./failure_kind.ts";
import type { Transport } from "./transport.ts";

export type Side = "server" | "client";

/** One call on a socket, told after it came back. */
export interface SocketEvent {
  readonly event: "socket";
  /** Milliseconds since the command started at which the call came back. */
  readonly at: number;
  readonly side: Side;
  /** `#1`, `#2`, … in the order in which this program opened or accepted its sockets. */
  readonly socket: string;
  readonly transport: Transport;
  readonly call: SocketCall;
  /** The steps that the runtime did in this one call, where there are several. */
  readonly covers?: readonly LectureStep[];
  /** `accept` alone: the new connection's socket. `socket` is the listening one. */
  readonly accepted?: string;
  /** `host:port`. */
  readonly local?: string;
  readonly peer?: string;
  readonly bytes?: number;
  /** `send` alone: how many bytes were to be sent, where fewer were taken. */
  readonly asked?: number;
  /** `listen` and `bind`: the port was left to the system. */
  readonly portChosen?: true;
  /** How long the call took, in milliseconds: waiting included. */
  readonly tookMs?: number;
  /** A receive on a TCP connection that gave nothing: the peer has shut down its sending side. */
  readonly eof?: true;
  /** The rest of a datagram that was longer than the buffer is lost. */
  readonly truncated?: true;
  readonly failure?: FailureKind;
  /** The deadline of our own that ended the wait, in milliseconds; left out where the system gave up. */
  readonly deadlineMs?: number;
  /** Addresses that a name was resolved to. */
  readonly addresses?: readonly string[];
  /** What was sent or received. Valid only while the observer is told: the buffer is used again. */
  readonly data?: Uint8Array;
}

/** Is told every socket call. It must not throw, and must copy `data` if it keeps it. */
export type Observer = (event: SocketEvent) => void;
