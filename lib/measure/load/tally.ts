import { failureKinds } from "../../protocol/failure_kind.ts";
import { Latencies } from "../latencies.ts";

/** Why something went wrong: a failure of the network, or a server that sent unexpected bytes. */
export const loadErrors = [...failureKinds, "unasked"] as const;

export type LoadError = typeof loadErrors[number];

/** How finely the waits of messages that never left are told apart. */
const mostUnsentGroups = 10_000;

/** The number of each kind of error. */
export type ErrorCounts = Partial<Record<LoadError, number>>;

/**
 * The counts of a run. After the run, every message that was sent is one of five things:
 *
 *     sent = messages + altered + lost + late + pending
 *
 * During the run, the rest are unanswered. Over TCP nothing is late, because a connection without a reply in time
 * is closed. Bytes are all bytes that went through the sockets.
 */
export interface Counts {
  /** Messages that were sent. */
  sent: number;
  /** Messages that got the right reply in time. */
  messages: number;
  bytesOut: number;
  bytesIn: number;
  /** Messages without a reply when the run was stopped: nobody waited for it. */
  pending: number;
  /** Messages that got no reply, or none before their connection ended. */
  lost: number;
  /** How many of these may have been lost because our own receive buffer was full. */
  lostPossiblyHere: number;
  /** Datagrams that got their reply after the timeout. They count neither as lost nor as messages. */
  late: number;
  duplicates: number;
  outOfOrder: number;
  /** Replies that differ from what was sent. They do not count as messages. */
  altered: number;
  /** Datagrams that are no reply to anything sent here. */
  foreign: number;
  /** Messages that were scheduled but never sent. */
  unsent: number;
  /** Messages that had to wait because every connection was waiting for a reply. */
  heldUp: number;
  /** Messages that had to wait because a receive buffer had no room for more. */
  heldByWindow: number;
  /**
   * Messages that were due and got no reply in time: lost, late, pending or unsent. They count among the latencies with
   * the time that they had waited when they were given up: their true latency is at least that.
   */
  unanswered: number;
}

export function noCounts(): Counts {
  return {
    sent: 0,
    messages: 0,
    bytesOut: 0,
    bytesIn: 0,
    pending: 0,
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
    unanswered: 0,
  };
}

/** The counts of one stretch of time. */
export interface Stretch {
  readonly messages: number;
  /** Messages that were given up; their wait is among the latencies. */
  readonly unanswered: number;
  readonly latency: Latencies;
}

/** Counts what happens, for the whole run and for the current stretch of time. */
export class Tally {
  counts: Counts = noCounts();
  errors: ErrorCounts = {};
  /** How long connections took. */
  connect = new Latencies();
  /**
   * How late messages left although a connection was free, or would have been free if earlier ones had left in
   * time.
   */
  late = new Latencies();
  lastAnswerMs = -Infinity;
  /** When the last byte of any reply came. */
  lastHeardMs = -Infinity;
  lastSentMs = -Infinity;
  /** The shortest latency so far. */
  fastestMs = Infinity;
  /** Unanswered messages, with those of the warm-up. */
  inFlight = 0;
  #latency = new Latencies();
  #messagesBefore = 0;
  #unansweredBefore = 0;

  /** Counts a message that got the right reply in time. */
  answered(startMs: number, nowMs: number): void {
    this.counts.messages++;
    this.lastAnswerMs = nowMs;
    const latencyMs = nowMs - startMs;
    if (latencyMs < this.fastestMs) this.fastestMs = latencyMs;
    this.#latency.record(latencyMs);
  }

  /** A message left, and its reply did not come in time. */
  lost(startMs: number, nowMs: number): void {
    this.counts.lost++;
    this.counts.unanswered++;
    this.#latency.record(nowMs - startMs);
  }

  /** Messages of a schedule never left: the first was due at `dueMs`, each other one interval after the last. */
  unsent(number: number, dueMs: number, intervalMs: number, endMs: number): void {
    this.counts.unsent += number;
    this.counts.unanswered += number;
    // Some millions may be missing. Each of a group counts with the shortest wait in it.
    const group = Math.ceil(number / mostUnsentGroups);
    for (let first = 0; first < number; first += group) {
      const last = Math.min(first + group, number) - 1;
      this.#latency.record(endMs - dueMs - last * intervalMs, last - first + 1);
    }
  }

  failed(kind: LoadError): void {
    this.errors[kind] = (this.errors[kind] ?? 0) + 1;
  }

  /** Ends a stretch of time and begins another. */
  cut(): Stretch {
    const { messages, unanswered } = this.counts;
    const stretch = {
      messages: messages - this.#messagesBefore,
      unanswered: unanswered - this.#unansweredBefore,
      latency: this.#latency,
    };
    this.#messagesBefore = messages;
    this.#unansweredBefore = unanswered;
    this.#latency = new Latencies();
    return stretch;
  }

  /** Ends the warm-up: forgets everything except the connections. */
  restart(): void {
    this.counts = noCounts();
    this.errors = {};
    this.late = new Latencies();
    this.#latency = new Latencies();
    this.#messagesBefore = 0;
    this.#unansweredBefore = 0;
  }
}
