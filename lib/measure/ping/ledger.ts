import type { Random } from "../../base/random.ts";
import type { Text } from "../../base/text.ts";
import { InterarrivalJitter, Samples, type Statistics } from "../statistics.ts";
import type { PingCause, PingEvent, PingSummary, ProbeAnswered } from "./event.ts";
import { histogram } from "./histogram.ts";

/** A probe. It is sent once, or over UDP several times. */
export interface Probe {
  readonly number: number;
  transmissions: number;
  isAnswered: boolean;
  /** The probe is answered or given up. */
  isSettled: boolean;
  /** Why it was given up. */
  cause?: PingCause;
}

/** One transmission of a probe. Its own number on the wire shows which transmission a reply answers. */
export interface Transmission {
  readonly number: number;
  readonly probe: Probe;
  /** Counts the sendings of its probe, from 1. */
  readonly sending: number;
  /** Set right before the send call. */
  sentMs: number;
  /** NaN until the reply comes. */
  rttMs: number;
  /** It timed out, or it failed. */
  isOver: boolean;
}

/** A reply that came back. */
export interface Reply {
  readonly atMs: number;
  readonly bytes: number;
  readonly isAltered: boolean;
  readonly connectMs?: number;
  readonly peer?: string;
}

/** How many finished transmissions are remembered, to recognize late and duplicate replies. */
const remembered = 100_000;

export interface LedgerOptions {
  readonly random: Random;
  readonly timeoutMs: number;
  readonly report: (event: PingEvent) => void;
  /** Called when a probe is answered or given up. */
  readonly onSettled: (probe: Probe) => void;
}

/** Keeps account of what was sent and what came back. It has no socket and no clock. */
export class Ledger {
  readonly #options: LedgerOptions;
  readonly #transmissions = new Map<number, Transmission>();
  readonly #rtts: Samples;
  readonly #laterRtts: Samples;
  readonly #connects: Samples;
  readonly #jitter = new InterarrivalJitter();
  readonly #causes = new Map<PingCause, number>();
  #neighbourSum = 0;
  #neighbours = 0;
  #firstRttMs: number | undefined;
  #lastNumber = 0;
  #oldestNumber = 1;
  #oldestWaiting = 1;
  #highestAnswered = 0;
  #probes = 0;
  #received = 0;
  #unsettled = 0;
  #duplicates = 0;
  #outOfOrder = 0;
  #late = 0;
  #altered = 0;
  #foreign = 0;
  #retransmitted = 0;
  #rttsFromRetransmission = 0;

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#rtts = new Samples(options.random);
    this.#laterRtts = new Samples(options.random);
    this.#connects = new Samples(options.random);
  }

  /** How many probes wait for a reply. */
  get unsettled(): number {
    return this.#unsettled;
  }

  /** How many probes were sent. */
  get probes(): number {
    return this.#probes;
  }

  get longestRttMs(): number {
    return this.#rtts.max ?? 0;
  }

  /** Makes a new probe that the caller sends next. */
  begin(): Transmission {
    this.#unsettled++;
    return this.#transmit({
      number: ++this.#probes,
      transmissions: 0,
      isAnswered: false,
      isSettled: false,
    });
  }

  /** Makes a new transmission of a probe that the caller sends again. */
  again(probe: Probe): Transmission {
    this.#retransmitted++;
    this.#options.report({
      event: "retransmission",
      number: probe.number,
      retransmission: probe.transmissions,
    });
    return this.#transmit(probe);
  }

  #transmit(probe: Probe): Transmission {
    probe.transmissions++;
    const number = ++this.#lastNumber;
    const sending = probe.transmissions;
    const transmission = { number, probe, sending, sentMs: NaN, rttMs: NaN, isOver: false };
    this.#transmissions.set(number, transmission);
    this.#forget();
    return transmission;
  }

  #forget(): void {
    while (this.#transmissions.size > remembered && this.#oldestNumber < this.#oldestWaiting) {
      this.#transmissions.delete(this.#oldestNumber++);
    }
  }

  /** Whether a transmission with this number was sent and is still remembered. */
  knows(number: number): boolean {
    return this.#transmissions.has(number);
  }

  /** Takes a reply to a transmission that {@linkcode knows} knows. */
  receive(number: number, reply: Reply): void {
    const transmission = this.#transmissions.get(number)!;
    const { probe } = transmission;
    const rttMs = reply.atMs - transmission.sentMs;
    if (reply.isAltered) this.#altered++;
    const answered: ProbeAnswered = {
      event: "probe",
      number: probe.number,
      bytes: reply.bytes,
      rttMs,
      ...(probe.transmissions > 1 && { sending: transmission.sending }),
      ...(reply.connectMs !== undefined && { connectMs: reply.connectMs }),
      ...(reply.peer !== undefined && { peer: reply.peer }),
      ...(reply.isAltered && { altered: true }),
    };
    if (!Number.isNaN(transmission.rttMs)) {
      this.#duplicates++;
      this.#options.report({ ...answered, duplicate: true });
      return;
    }
    transmission.rttMs = rttMs;
    const marks = this.#marks(transmission);
    transmission.isOver = true;
    this.#measure(transmission);
    if (reply.connectMs !== undefined) this.addConnect(reply.connectMs);
    if (!probe.isAnswered) this.#received++;
    if (!probe.isAnswered && probe.cause !== undefined) this.#countCause(probe.cause, -1);
    probe.isAnswered = true;
    this.#options.report({ ...answered, ...marks });
    this.#settle(probe);
  }

  #marks({ number, rttMs, isOver }: Transmission): Pick<ProbeAnswered, "late" | "outOfOrder"> {
    // It may be overdue before the timer has fired: timer and reply can come in the same turn.
    const late = isOver || rttMs > this.#options.timeoutMs;
    const outOfOrder = number < this.#highestAnswered;
    if (late) this.#late++;
    if (outOfOrder) this.#outOfOrder++;
    else this.#highestAnswered = number;
    return { ...(late && { late }), ...(outOfOrder && { outOfOrder }) };
  }

  #measure({ number, rttMs, sending }: Transmission): void {
    this.#rtts.add(rttMs);
    if (sending > 1) this.#rttsFromRetransmission++;
    this.#jitter.add(rttMs);
    if (number === 1) this.#firstRttMs = rttMs;
    else this.#laterRtts.add(rttMs);
    for (const neighbour of [number - 1, number + 1]) {
      const otherMs = this.#transmissions.get(neighbour)?.rttMs ?? NaN;
      if (Number.isNaN(otherMs)) continue;
      this.#neighbourSum += Math.abs(rttMs - otherMs);
      this.#neighbours++;
    }
  }

  addConnect(tookMs: number): void {
    this.#connects.add(tookMs);
  }

  addForeign(bytes: number, peer: string): void {
    this.#foreign++;
    this.#options.report({ event: "foreign", bytes, peer });
  }

  /** A transmission came to nothing, and its probe is given up. */
  fail(transmission: Transmission, failure: PingCause, message: Text): void {
    const { probe } = transmission;
    transmission.isOver = true;
    if (probe.isSettled) return;
    probe.cause = failure;
    this.#countCause(failure, 1);
    this.#options.report({ event: "probe", number: probe.number, failure, message });
    this.#settle(probe);
  }

  #countCause(cause: PingCause, change: 1 | -1): void {
    const count = (this.#causes.get(cause) ?? 0) + change;
    if (count > 0) this.#causes.set(cause, count);
    else this.#causes.delete(cause);
  }

  #settle(probe: Probe): void {
    if (probe.isSettled) return;
    probe.isSettled = true;
    this.#unsettled--;
    this.#options.onSettled(probe);
  }

  /** The oldest transmission that still waits. */
  get oldestWaiting(): Transmission | undefined {
    for (; this.#oldestWaiting <= this.#lastNumber; this.#oldestWaiting++) {
      const transmission = this.#transmissions.get(this.#oldestWaiting)!;
      if (!transmission.isOver) return transmission;
    }
    return undefined;
  }

  /** Every transmission that still waits, the oldest first. */
  waiting(): Transmission[] {
    const { oldestWaiting } = this;
    if (oldestWaiting === undefined) return [];
    const all: Transmission[] = [];
    for (let number = oldestWaiting.number; number <= this.#lastNumber; number++) {
      const transmission = this.#transmissions.get(number)!;
      if (!transmission.isOver) all.push(transmission);
    }
    return all;
  }

  summary(
    about: Pick<PingSummary, "transport" | "mode" | "peer" | "notSent" | "durationMs">,
  ): PingSummary {
    const pending = this.#unsettled;
    // Late replies count as received, so only the end shows which probes are lost.
    const lost = this.#probes - this.#received - pending;
    const decided = this.#probes - pending;
    const connectMs = this.#connects.statistics();
    return {
      event: "summary",
      ...about,
      transmitted: this.#probes,
      received: this.#received,
      pending,
      lost,
      lossPercent: decided === 0 ? 0 : lost / decided * 100,
      duplicates: this.#duplicates,
      outOfOrder: this.#outOfOrder,
      late: this.#late,
      altered: this.#altered,
      foreign: this.#foreign,
      retransmitted: this.#retransmitted,
      rttMs: this.#rtts.statistics() ?? null,
      rttsFromRetransmission: this.#rttsFromRetransmission,
      jitterMs: this.#jitter.value ?? null,
      meanNeighbourDifferenceMs: this.#neighbours === 0 ? null : this.#neighbourSum / this.#neighbours,
      ...(connectMs && { connectMs }),
      ...(about.mode === "stream" && this.#requestTimes()),
      quantilesOf: this.#rtts.kept,
      causes: Object.fromEntries(this.#causes),
      histogram: histogram(this.#rtts.sorted()),
    };
  }

  /**
   * Counts the first request on a connection separately: the server must first allocate memory for the
   * connection.
   */
  #requestTimes(): { firstRttMs?: number; laterRttMs?: Statistics } {
    const laterRttMs = this.#laterRtts.statistics();
    return {
      ...(this.#firstRttMs !== undefined && { firstRttMs: this.#firstRttMs }),
      ...(laterRttMs && { laterRttMs }),
    };
  }
}
