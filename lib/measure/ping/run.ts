/**
 * Sends probes and finds out what became of each. The way of a probe: `PingRun` decides when it leaves, the
 * ledger gives it a number, and a `Carrier` (one connection, datagrams, or a new connection for each probe)
 * sends it. A reply is matched by its number, never by order. The ledger settles, reports and counts it. The
 * ledger has no socket and no clock.
 *
 * @module
 */
import { onAbort } from "../../base/abort.ts";
import { pause } from "../../base/clock.ts";
import type { Transport } from "../../protocol/transport.ts";
import { Failure } from "../../protocol/failure.ts";
import { newRun } from "../../protocol/probe.ts";
import { notEchoed, type PingCause, type PingMode, type PingSummary } from "./event.ts";
import { Ledger, type Probe, type Transmission } from "./ledger.ts";
import type { PingOptions } from "./options.ts";

/** Who is pinged and how. */
export interface PingSubject {
  readonly transport: Transport;
  readonly mode: PingMode;
  readonly peer: string;
}

/** Sends probes, and tells the run what comes back. */
export interface Carrier {
  /** Waits until the next probe can be sent, if the carrier cannot always send. */
  ready?(): Promise<void> | undefined;
  /**
   * Sets `sentMs` and sends one transmission right after that.
   *
   * @throws {Failure} When it could not be sent.
   */
  send(transmission: Transmission): Promise<void> | void;
  /** Says what became of a transmission that timed out. Absent if the carrier has its own timers. */
  timeout?(transmission: Transmission): Failure;
  /** How long to wait for duplicates after the last probe is settled. */
  lingerMs?(longestRttMs: number): number;
}

/** The result of a run. */
export interface PingResult {
  readonly summary: PingSummary;
  /** The last failure of a probe, or what ended the run. */
  readonly failure?: Failure | undefined;
  /** A failure ended the run before all was sent and answered. Nobody had stopped it. */
  readonly isCutOff: boolean;
  /** Bytes came that were not one of our probes. */
  readonly isNoEcho: boolean;
}

/**
 * A run that is later than this, in milliseconds, skips what it missed: after a sleep, probes must not leave
 * all at once.
 */
const mostBehindMs = 1000;

/** Sends probes when they are due, gives them up when they time out, and ends the run. */
export class PingRun {
  readonly ledger: Ledger;
  /** The name of this run on the wire. */
  readonly name: string;
  readonly #options: PingOptions;
  readonly #subject: PingSubject;
  readonly #end = new AbortController();
  #carrier: Carrier | undefined;
  #failure: Failure | undefined;
  #isNoEcho = false;
  #isCutOff = false;
  #wake = (): void => {};
  #cancelTimer: (() => void) | undefined;

  constructor(subject: PingSubject, options: PingOptions) {
    this.#subject = subject;
    this.#options = options;
    this.name = newRun(options.random);
    const { random, timeoutMs, report } = options;
    this.ledger = new Ledger({ random, timeoutMs, report, onSettled: () => this.#wake() });
  }

  /** Aborted when the run is over. Then nothing is sent and nobody waits any more. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  end(): void {
    this.#end.abort();
    this.#wake();
  }

  /** Ends the run, because missing replies will not come any more. */
  endWith(failure: Failure): void {
    this.#cutOff();
    for (const transmission of this.ledger.waiting()) this.fail(transmission, failure);
    if (this.ended.aborted) return;
    this.#failure = failure;
    const { kind, text: message } = failure;
    this.#options.report({ event: "ended", failure: kind, message });
    this.end();
  }

  /** A failure is about to end the run, unless all is done. */
  #cutOff(): void {
    this.#isCutOff ||= !this.ended.aborted && (this.#unsent > 0 || this.ledger.unsettled > 0);
  }

  /** How many probes are still to be sent. */
  get #unsent(): number {
    const { count } = this.#options;
    return count === 0 ? Infinity : count - this.ledger.probes;
  }

  /** Ends the run, because the bytes that come back are not probes. */
  endWithoutEcho(): void {
    this.#cutOff();
    const message = notEchoed(this.#subject.peer);
    for (const transmission of this.ledger.waiting()) this.ledger.fail(transmission, "no-echo", message);
    this.noteNoEcho();
    this.end();
  }

  noteNoEcho(): void {
    if (this.#isNoEcho) return;
    this.#isNoEcho = true;
    this.#options.report({ event: "no-echo", peer: this.#subject.peer });
  }

  /** Sends and waits until everything is settled or the run is ended. The caller closes the socket. */
  async run(carrier: Carrier): Promise<PingResult> {
    const { clock, stop, flood } = this.#options;
    this.#carrier = carrier;
    using _ = onAbort(stop, () => this.end());
    // The runtime needs 9 ms for its first timer. The first reply must not include this time.
    await pause(clock, 0, this.ended);
    const startMs = clock.now();
    await (flood ? this.#flood() : this.#keepSchedule(startMs));
    while (this.ledger.unsettled > 0 && !this.ended.aborted) await this.#untilWoken();
    const lingerMs = carrier.lingerMs?.(this.ledger.longestRttMs);
    if (lingerMs !== undefined) await pause(clock, lingerMs, this.ended);
    this.#cancelTimer?.();
    this.end();
    const notSent = this.#isCutOff && this.#unsent !== Infinity ? this.#unsent : 0;
    const durationMs = clock.now() - startMs;
    const summary = this.ledger.summary({ ...this.#subject, notSent, durationMs });
    return { summary, failure: this.#failure, isCutOff: this.#isCutOff, isNoEcho: this.#isNoEcho };
  }

  async #flood(): Promise<void> {
    const { count } = this.#options;
    for (let sent = 0; (count === 0 || sent < count) && !this.ended.aborted; sent++) {
      const probe = await this.#sendNew();
      while (probe && !probe.isSettled && !this.ended.aborted) await this.#untilWoken();
    }
  }

  /** The time of each probe is fixed at the start, so a late probe does not delay the next ones. */
  async #keepSchedule(startMs: number): Promise<void> {
    const { clock, count, intervalMs } = this.#options;
    let originMs = startMs;
    for (let sent = 0; (count === 0 || sent < count) && !this.ended.aborted; sent++) {
      const dueMs = originMs + sent * intervalMs;
      if (dueMs > clock.now()) await pause(clock, dueMs - clock.now(), this.ended);
      const behindMs = clock.now() - dueMs;
      if (behindMs > mostBehindMs) originMs += behindMs;
      if (this.ended.aborted) return;
      await this.#sendNew();
    }
  }

  async #untilWoken(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    await promise;
  }

  async #sendNew(): Promise<Probe | undefined> {
    await this.#carrier!.ready?.();
    if (this.ended.aborted) return undefined;
    const transmission = this.ledger.begin();
    await this.#send(transmission);
    return transmission.probe;
  }

  async #send(transmission: Transmission): Promise<void> {
    try {
      const sent = this.#carrier!.send(transmission);
      this.#armTimer();
      await sent;
    } catch (error) {
      if (!(error instanceof Failure)) {
        if (this.ended.aborted) return;
        throw error;
      }
      this.fail(transmission, error);
    }
  }

  fail(transmission: Transmission, failure: Failure): void {
    this.#failure = failure;
    if (hopeless.has(failure.kind)) this.#cutOff();
    this.ledger.fail(transmission, failure.kind, failure.text);
    if (hopeless.has(failure.kind)) this.end();
  }

  /** One timer for all probes. It waits for the oldest one, then for the one that is the oldest by then. */
  #armTimer(): void {
    if (this.#cancelTimer !== undefined || this.#carrier?.timeout === undefined) return;
    const oldest = this.ledger.oldestWaiting;
    if (oldest === undefined) return;
    const { clock, timeoutMs } = this.#options;
    const leftMs = oldest.sentMs + timeoutMs - clock.now();
    this.#cancelTimer = clock.after(Math.max(1, Math.ceil(leftMs)), () => {
      this.#cancelTimer = undefined;
      this.#expire();
      if (!this.ended.aborted) this.#armTimer();
    });
  }

  #expire(): void {
    const { clock, timeoutMs, retransmissions } = this.#options;
    for (;;) {
      const oldest = this.ledger.oldestWaiting;
      if (oldest === undefined || oldest.sentMs + timeoutMs > clock.now()) return;
      oldest.isOver = true;
      const { probe } = oldest;
      if (!probe.isSettled && probe.transmissions <= retransmissions) this.#send(this.ledger.again(probe));
      else this.fail(oldest, this.#carrier!.timeout!(oldest));
    }
  }
}

/** Failures after which every other probe would fail, too. */
const hopeless: ReadonlySet<PingCause> = new Set(["denied", "too-large", "unknown-host"]);
