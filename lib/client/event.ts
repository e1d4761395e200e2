import type { Bytes } from "../base/bytes.ts";
import type { Text } from "../base/text.ts";
import type { Attempt } from "../protocol/attempt.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import type { Transport } from "../protocol/transport.ts";

/** What a client tells while it runs. */
export type ClientEvent =
  | Connected
  | AttemptFailed
  | Greeting
  | ReplyReceived
  | Aside
  | LineFailed
  | ClientSummary;

/** The connection is established; over UDP, the socket is bound and the peer is known. */
export interface Connected {
  readonly event: "connected";
  readonly transport: Transport;
  readonly local: string;
  readonly peer: string;
  /** How long the attempt that succeeded took. */
  readonly tookMs: number;
  readonly attempts: number;
}

/** An attempt to connect that will be repeated. */
export interface AttemptFailed {
  readonly event: "attempt";
  readonly number: number;
  readonly of: number;
  readonly failure: FailureKind;
  readonly nextInMs: number;
}

/** The server sent something before the first line was sent. */
export interface Greeting {
  readonly event: "greeting";
  readonly text: Bytes;
  readonly bytes: number;
}

export interface ReplyReceived {
  readonly event: "reply";
  /** Counts the lines that were sent, from 1. */
  readonly number: number;
  readonly sent: Bytes;
  readonly text: Bytes;
  readonly bytes: number;
  readonly rttMs: number;
  /** Whether it is the right answer to what was sent. */
  readonly matches: boolean;
  readonly extraBytes?: number;
  /** Nothing tells whether it is the reply to an earlier line, which got none. */
  readonly mayBeLate?: true;
}

/** Something came that is not the expected reply, or nothing was sent. */
export interface Aside {
  readonly event: "aside";
  readonly about: "late" | "extra" | "unasked" | "foreign" | "repeated" | "empty-line" | "new-port";
  readonly bytes?: number;
  readonly peer?: string;
  readonly local?: string;
}

/** A line that got no reply. */
export interface LineFailed {
  readonly event: "failure";
  readonly number: number;
  /** The line; left out when the connection ended while none was sent. */
  readonly sent?: Bytes;
  readonly kind: FailureKind;
  readonly message: Text;
  readonly attempt: Attempt;
  readonly receivedBytes: number;
  /** What had come of the reply; left out where nothing had. */
  readonly received?: Bytes;
}

export interface ClientSummary {
  readonly event: "summary";
  readonly sent: number;
  readonly replies: number;
  readonly durationMs: number;
}
