import type { Text } from "../base/text.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import type { Transport } from "../protocol/transport.ts";

/** What a server tells while it runs. */
export type ServerEvent =
  | Ready
  | Accepted
  | Rejected
  | Closed
  | DatagramAnswered
  | Ignored
  | Warning
  | Waiting
  | Summary;

/** The listening socket listens, or the UDP socket is bound. */
export interface Ready {
  readonly event: "ready";
  readonly transport: Transport;
  readonly host: string;
  readonly port: number;
  readonly service: string;
  /** How many threads share the port, if several do. */
  readonly workers?: number;
}

export interface Accepted {
  readonly event: "accepted";
  readonly socket: string;
  readonly peer: string;
}

/** A connection over the limit. It is closed at once. */
export interface Rejected {
  readonly event: "rejected";
  readonly peer: string;
  readonly reason: Text;
}

export interface Traffic {
  /** The number of receives that brought bytes, because a stream has no messages. */
  readonly messages: number;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly durationMs: number;
}

export interface Closed extends Traffic {
  readonly event: "closed";
  readonly socket: string;
  readonly peer: string;
  /** Who ended it; `failure` if the network did, or the peer vanished. */
  readonly by: "client" | "server" | "failure";
  readonly failure?: FailureKind;
  /** Why the server closed. */
  readonly reason?: Text;
}

export interface DatagramAnswered {
  readonly event: "datagram";
  readonly peer: string;
  readonly bytesIn: number;
  readonly bytesOut: number;
  readonly truncated?: true;
}

/** A datagram that gets no reply although the service sends one. */
export interface Ignored {
  readonly event: "ignored";
  readonly peer: string;
  readonly reason: Text;
}

/** Something is wrong with this machine, and the server goes on. */
export interface Warning {
  readonly event: "warning";
  readonly kind: FailureKind;
  readonly message: Text;
}

/** The server was told to stop, and answers first what it is still sent. */
export interface Waiting {
  readonly event: "waiting";
  /** How many clients are busy. Left out over UDP, where nobody is connected. */
  readonly clients?: number;
}

/** The server says that it waits when it has done so for this long, in milliseconds. Idle clients are closed sooner. */
export const waitsQuietlyMs = 100;

export interface Summary extends Traffic {
  readonly event: "summary";
  readonly connections: number;
  /** Connections that were still busy when the grace period ended. */
  readonly cutOff: number;
}
