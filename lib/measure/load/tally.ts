import { failureKinds } from "../../protocol/failure_kind.ts";
import { Latencies } from "../latencies.ts";

/** Why something went wrong: what the network says, or a server that sent what nobody asked for. */
export const loadErrors = [...failureKinds, "unasked"] as const;

export type LoadError = typeof loadErrors[number];

/** How many of each. */
export type ErrorCounts = Partial<Record<LoadError, number>>;

/**
 * What is counted. When a run has ended, every message that left has become one of four things:
 *
 *     sent = messages + altered + lost + late
 *
 * While it goes on, the rest are on their way. Over TCP nothing is late: a connection without a reply in time is
 * closed. Bytes are what went through the sockets meanwhile, of whatever they were part.
 */
export interface Counts {
  /** Messages that left. */
  sent: number;
  /** Messages whose right reply came in time. */
  messages: number;
  bytesOut: number;
  bytesIn: number;
  /** Messages that were never answered, or not before their connection ended. */
  lost: number;
  /** Of these, such as may have been in our own receive buffer when that was full. */
  lostPossiblyHere: number;
  /** Datagrams that were answered after the timeout. They are neither lost nor among the messages. */
  late: number;
  duplicates: number;
  outOfOrder: number;
  /** Replies that are not what was sent. They are not among the messages. */
  altered: number;
  /** Datagrams that are no reply to anything sent here. */
  foreign: number;
  /** Messages that a schedule asked for and that never left. */
  unsent: number;
  /** Messages that had to wait since every connection had an answer still to come. */
  heldUp: number;
  /** Messages that had to wait since a receive buffer would not have held more. */
  heldByWindow: number;
}

export function noCounts(): Counts {
  return {
    sent: 0,
    messages: 0,
    bytesOut: 0,
    bytesIn: 0,
    lost: 0,
    lostPossiblyHere: 0,
    late: 0,
    duplicates: 0,
    outOfOrder: 0,
    altered: 0,
    foreign: 0,
    unsent: 0,
    heldUp: 0,
    heldByWindow: 0,
  };
}

/** What was measured in one stretch of time. */
export interface Stretch {
  readonly messages: number;
  readonly latency: Latencies;
}

/** Counts what happens, for the whole run and for the stretch of time that is going on. */
export class Tally {
  counts: Counts = noCounts();
  errors: ErrorCounts = {};
  /** How long connections took. */
  connect = new Latencies();
  /** How late messages left for which a connection was free, or would have been had others left in time. */
  late = new Latencies();
  lastAnswerMs = -Infinity;
  /** When anything came of a reply, right or not. */
  lastHeardMs = -Infinity;
  /** Messages that are on their way, those of the warm-up included. */
  inFlight = 0;
  #latency = new Latencies();
  #messagesBefore = 0;

  /** A message's right reply came in time. */
  answered(startMs: number, nowMs: number): void {
    this.counts.messages++;
    this.lastAnswerMs = nowMs;
    this.#latency.record(nowMs - startMs);
  }

  failed(kind: LoadError): void {
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
  }

  /** Ends a stretch of time and begins another. */
  cut(): Stretch {
    const stretch = { messages: this.counts.messages - this.#messagesBefore, latency: this.#latency };
    this.#messagesBefore = this.counts.messages;
    this.#latency = new Latencies();
    return stretch;
  }

  /** The warm-up is over: forgets it, but for the connections that it has made. */
  restart(): void {
    this.counts = noCounts();
    this.errors = {};
    this.late = new Latencies();
    this.#latency = new Latencies();
    this.#messagesBefore = 0;
  }
}
