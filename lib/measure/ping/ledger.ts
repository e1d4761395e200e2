import type { Random } from "../../base/random.ts";
import type { Text } from "../../base/text.ts";
import { InterarrivalJitter, Samples, type Statistics } from "../statistics.ts";
import type { PingCause, PingEvent, PingSummary, ProbeAnswered } from "./event.ts";
import { histogram } from "./histogram.ts";

/** One question: it is sent once, or over UDP several times. */
export interface Probe {
  readonly number: number;
  transmissions: number;
  isAnswered: boolean;
  /** Nothing more is waited for: it is answered, or given up. */
  isSettled: boolean;
  /** Why it was given up. */
  cause?: PingCause;
}

/**
 * One sending of a probe. It has a number of its own on the wire, so that nobody has to guess which one of
 * them a reply answers (the ambiguity that Karn's algorithm avoids by not measuring).
 */
export interface Transmission {
  readonly number: number;
  readonly probe: Probe;
  /** Set right before the send call. */
  sentMs: number;
  /** NaN as long as it is not answered. */
  rttMs: number;
  /** Its time is over, or it failed. */
  isOver: boolean;
}

/** What came back. */
export interface Reply {
  readonly atMs: number;
  readonly bytes: number;
  readonly isAltered: boolean;
  readonly connectMs?: number;
  readonly peer?: string;
}

/** So many transmissions are remembered when they are over, to know what comes late or twice. */
const remembered = 100_000;

export interface LedgerOptions {
  readonly random: Random;
  readonly timeoutMs: number;
  readonly report: (event: PingEvent) => void;
  /** Is told when nothing more is waited for. */
  readonly onSettled: (probe: Probe) => void;
}

/** Keeps account of what was sent and what came back. It holds no socket and no clock. */
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

  constructor(options: LedgerOptions) {
    this.#options = options;
    this.#rtts = new Samples(options.random);
    this.#laterRtts = new Samples(options.random);
    this.#connects = new Samples(options.random);
  }

  /** How many probes are waited for. */
  get unsettled(): number {
    return this.#unsettled;
  }

  get longestRttMs(): number {
    return this.#rtts.max ?? 0;
  }

  /** A new probe, about to be sent. */
  begin(): Transmission {
    this.#unsettled++;
    return this.#transmit({
      number: ++this.#probes,
      transmissions: 0,
      isAnswered: false,
      isSettled: false,
    });
  }

  /** A probe that is about to be sent again. */
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
    const transmission = { number, probe, sentMs: NaN, rttMs: NaN, isOver: false };
    this.#transmissions.set(number, transmission);
    this.#forget();
    return transmission;
  }

  #forget(): void {
    while (this.#transmissions.size > remembered && this.#oldestNumber < this.#oldestWaiting) {
      this.#transmissions.delete(this.#oldestNumber++);
    }
  }

  /** Whether something with this number was sent, and is remembered. */
  knows(number: number): boolean {
    return this.#transmissions.has(number);
  }

  /** Something came for a transmission that {@linkcode knows} knows. */
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
    // Its time can be over although nobody has noticed: the timer and the reply come in the same turn.
    const late = isOver || rttMs > this.#options.timeoutMs;
    const outOfOrder = number < this.#highestAnswered;
    if (late) this.#late++;
    if (outOfOrder) this.#outOfOrder++;
    else this.#highestAnswered = number;
    return { ...(late && { late }), ...(outOfOrder && { outOfOrder }) };
  }

  #measure({ number, rttMs }: Transmission): void {
    this.#rtts.add(rttMs);
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

  /** The oldest transmission that is neither answered nor over. */
  get oldestWaiting(): Transmission | undefined {
    for (; this.#oldestWaiting <= this.#lastNumber; this.#oldestWaiting++) {
      const transmission = this.#transmissions.get(this.#oldestWaiting)!;
      if (!transmission.isOver) return transmission;
    }
    return undefined;
  }

  /** Every transmission that is neither answered nor over, the oldest first. */
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
    about: Pick<PingSummary, "transport" | "mode" | "peer" | "durationMs">,
  ): PingSummary {
    const pending = this.#unsettled;
    // Late replies are received: what counts as lost is known at the end only.
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
      jitterMs: this.#jitter.value ?? null,
      meanNeighbourDifferenceMs: this.#neighbours === 0 ? null : this.#neighbourSum / this.#neighbours,
      ...(connectMs && { connectMs }),
      ...(about.mode === "stream" && this.#requestTimes()),
      quantilesOf: this.#rtts.kept,
      causes: Object.fromEntries(this.#causes),
      histogram: histogram(this.#rtts.sorted()),
    };
  }

  /** The first request on a connection meets a server that has yet to make room for it: it stands apart. */
  #requestTimes(): { firstRttMs?: number; laterRttMs?: Statistics } {
    const laterRttMs = this.#laterRtts.statistics();
    return {
      ...(this.#firstRttMs !== undefined && { firstRttMs: this.#firstRttMs }),
      ...(laterRttMs && { laterRttMs }),
    };
  }
}
