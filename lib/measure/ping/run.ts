/**
 * Probes, and what became of each. The way of a probe: `PingRun` decides when, the ledger gives it a number,
 * a `Carrier` (one connection, datagrams, or a connection each) sends it; what comes back is matched by its
 * number, never by order, and the ledger settles it, reports it and counts it. The ledger holds no socket and
 * no clock.
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

/** How probes leave; what comes back is told to the run. */
export interface Carrier {
  /** Waits until another probe can be sent, where that is not at once. */
  ready?(): Promise<void> | undefined;
  /**
   * Sends one transmission and sets `sentMs` right before it does.
   *
   * @throws {Failure} When it could not be sent.
   */
  send(transmission: Transmission): Promise<void> | void;
  /** A transmission's time is over: says what it came to. Left out where the carrier keeps the time itself. */
  timeout?(transmission: Transmission): Failure;
  /** How long to go on listening after the last probe is settled, for what comes twice. */
  lingerMs?(longestRttMs: number): number;
}

/** What a run came to. */
export interface PingResult {
  readonly summary: PingSummary;
  /** The last failure of a probe. */
  readonly failure?: Failure | undefined;
  /** Something came, and it was no probe of ours. */
  readonly isNoEcho: boolean;
}

/** A computer that slept, or a process that was stopped, does not send at once all that it missed. */
const mostBehindMs = 1000;

/** Sends probes when they are due, gives them up when their time is over, and ends. */
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
  #wake = (): void => {};
  #cancelTimer: (() => void) | undefined;

  constructor(subject: PingSubject, options: PingOptions) {
    this.#subject = subject;
    this.#options = options;
    this.name = newRun(options.random);
    const { random, timeoutMs, report } = options;
    this.ledger = new Ledger({ random, timeoutMs, report, onSettled: () => this.#wake() });
  }

  /** Is aborted when the run is over: nothing more is sent, and nothing waited for. */
  get ended(): AbortSignal {
    return this.#end.signal;
  }

  end(): void {
    this.#end.abort();
    this.#wake();
  }

  /** Ends the run: what is still waited for will not come. */
  endWith(failure: Failure): void {
    for (const transmission of this.ledger.waiting()) this.fail(transmission, failure);
    const { kind, text: message } = failure;
    if (!this.ended.aborted) this.#options.report({ event: "ended", failure: kind, message });
    this.end();
  }

  /** Ends the run: what comes back are no probes. */
  endWithoutEcho(): void {
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

  /** Sends and waits until everything is settled, or the run was ended. Closing the socket is the caller's. */
  async run(carrier: Carrier): Promise<PingResult> {
    const { clock, stop, flood } = this.#options;
    this.#carrier = carrier;
    using _ = onAbort(stop, () => this.end());
    // The runtime's first timer takes it 9 ms to set up: that must not be counted as the first reply's.
    await pause(clock, 0, this.ended);
    const startMs = clock.now();
    await (flood ? this.#flood() : this.#keepSchedule(startMs));
    while (this.ledger.unsettled > 0 && !this.ended.aborted) await this.#untilWoken();
    const lingerMs = carrier.lingerMs?.(this.ledger.longestRttMs);
    if (lingerMs !== undefined) await pause(clock, lingerMs, this.ended);
    this.#cancelTimer?.();
    this.end();
    const summary = this.ledger.summary({ ...this.#subject, durationMs: clock.now() - startMs });
    return { summary, failure: this.#failure, isNoEcho: this.#isNoEcho };
  }

  async #flood(): Promise<void> {
    const { count } = this.#options;
    for (let sent = 0; (count === 0 || sent < count) && !this.ended.aborted; sent++) {
      const probe = await this.#sendNew();
      while (probe && !probe.isSettled && !this.ended.aborted) await this.#untilWoken();
    }
  }

  /** Each probe has its own time from the start on: a delay of one moves no other. */
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
    this.ledger.fail(transmission, failure.kind, failure.text);
    if (hopeless.has(failure.kind)) this.end();
  }

  /** One timer for all probes: it waits for the oldest, and then for what is the oldest by then. */
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

/** Every other probe would fail the same way. */
const hopeless: ReadonlySet<PingCause> = new Set(["denied", "too-large", "unknown-host"]);
