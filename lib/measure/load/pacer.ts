/**
 * A server that is measured must not decide when it is asked. A generator that sends the next message when
 * the last one is answered, or pauses between them, asks less of a server the slower it gets: a stall of a
 * second delays one message, and the many that would have met it never leave, so that no percentile shows it
 * (Tene's “coordinated omission”).
 *
 * So with a rate there is a schedule, message n at n/rate, which nothing moves. A message that cannot leave
 * in time leaves when it can, and its latency counts from its time in the schedule. But not every delay is
 * the server's. What tells is since when there has been a place for the message. If that is after its time,
 * it waited for the server (`heldUp`) or for room in a receive buffer (`heldByWindow`). If it is before, this
 * program was late (`late`), by the step of a timer or by a pause; those behind such a message find its lane
 * taken, and for no longer than that delay this is our doing too. A delay of ours is forgiven as far as
 * timers are coarse; beyond that it is part of the latency, since a message that nobody has sent proves
 * nothing good of the server.
 *
 * The schedule stops where sending ends: what still waits for the server then never leaves and is `unsent`;
 * what a timer alone was late with leaves. Without a rate there is no schedule, a message leaves as soon as
 * there is room, and the omission is accepted: that is a question of throughput, not of latency.
 */
import type { Clock } from "../../base/clock.ts";
import { IdleLanes } from "./idle_lanes.ts";
import type { Lane } from "./lane.ts";
import type { Tally } from "./tally.ts";

/** Within this a message has left on time: the runtime's timers step by 1 to 2 ms, by a few on a busy machine. */
export const timerGrainMs = 5;

/** What a division may add to a whole number: a schedule does not grow by a message for that. */
const roundingError = 1e-6;

export interface PacerOptions {
  readonly clock: Clock;
  readonly tally: Tally;
  /** Messages per second; left out, one leaves as soon as there is room for it. */
  readonly rate?: number | undefined;
  /** How many may be on their way at a time. */
  readonly limit: number;
}

/** Where sending ends: whichever of the two comes first. */
export interface SendingEnd {
  /** How many shall leave. */
  readonly messages?: number | undefined;
  /** A schedule has no message from here on, and without one none leaves. */
  readonly untilMs: number;
}

/** Decides when messages leave, and from which lane: the one that has been idle the longest. */
export class Pacer {
  readonly #clock: Clock;
  readonly #tally: Tally;
  readonly #intervalMs: number | undefined;
  readonly #limit: number;
  readonly #idle = new IdleLanes();
  #left = Infinity;
  #untilMs = Infinity;
  #dueMs = Infinity;
  #scheduleStartMs = 0;
  #scheduled = 0;
  /** Whether a message waits though a lane is free, since too many are on their way; and until when one did. */
  #isFull = false;
  #roomSinceMs = -Infinity;
  /** How late this program was with a message of the schedule since it last kept up with it. */
  #ownDelayMs = 0;
  #isRunning = false;
  #cancelTimer: (() => void) | undefined;

  constructor({ clock, tally, rate, limit }: PacerOptions) {
    this.#clock = clock;
    this.#tally = tally;
    this.#intervalMs = rate === undefined ? undefined : 1000 / rate;
    this.#limit = limit;
  }

  get isRunning(): boolean {
    return this.#isRunning;
  }

  /** Whether all have left that shall. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Begins, or begins anew: the schedule starts now, and what an earlier one still asked for is dropped. */
  start(startMs: number, { messages = Infinity, untilMs }: SendingEnd): void {
    this.#isRunning = true;
    this.#left = messages;
    this.#untilMs = untilMs;
    this.#scheduleStartMs = startMs;
    this.#scheduled = 0;
    this.#dueMs = startMs;
    this.#ownDelayMs = 0;
    this.#release(this.#clock.now());
  }

  /** A lane has room for one more message, that has never had one. */
  add(lane: Lane): void {
    const nowMs = this.#clock.now();
    this.#idle.put(lane, nowMs);
    this.#release(nowMs);
  }

  /** A message is settled, and its lane has room for another. */
  freed(lane: Lane, nowMs: number): void {
    this.settled(nowMs);
    this.#idle.put(lane, nowMs);
    this.#release(nowMs);
  }

  /** A message is settled, and its lane has no room any more. */
  settled(nowMs: number): void {
    this.#tally.inFlight--;
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#roomSinceMs = nowMs;
  }

  /** Nothing more leaves. What the schedule asked for before `endMs` and did not leave is counted. */
  stop(endMs: number): void {
    if (!this.#isRunning) return;
    // Its timer may be a step late, but there is room for it.
    this.#release(this.#clock.now());
    this.#isRunning = false;
    this.#cancelTimer?.();
    if (this.#intervalMs === undefined || this.isSpent || endMs <= this.#dueMs) return;
    const behind = Math.ceil((endMs - this.#dueMs) / this.#intervalMs - roundingError);
    this.#tally.counts.unsent += Math.min(this.#left, behind);
  }

  #release(nowMs: number): void {
    while (this.#isRunning && this.#left > 0 && this.#idle.length > 0 && this.#isDue(nowMs)) {
      if (this.#tally.inFlight >= this.#limit) {
        this.#isFull = true;
        return;
      }
      const idleSinceMs = this.#idle.firstSinceMs;
      const lane = this.#idle.take();
      if (!lane.isOpen) continue;
      this.#left--;
      this.#tally.inFlight++;
      this.#tally.counts.sent++;
      lane.send(this.#intervalMs === undefined ? nowMs : this.#startOf(nowMs, idleSinceMs), nowMs);
    }
    if (this.#intervalMs !== undefined && this.#dueMs > nowMs) this.#wait(nowMs);
  }

  #isDue(nowMs: number): boolean {
    if (this.#intervalMs === undefined) return nowMs < this.#untilMs;
    if (this.#dueMs > nowMs || this.#dueMs >= this.#untilMs) return false;
    return nowMs < this.#untilMs || nowMs - this.#dueMs <= this.#ownDelayMs ||
      Math.max(this.#idle.firstSinceMs, this.#roomSinceMs) <= this.#dueMs;
  }

  /** When the message that leaves now should have left; turns to the next of the schedule. */
  #startOf(nowMs: number, idleSinceMs: number): number {
    const dueMs = this.#dueMs;
    this.#scheduled++;
    // Multiplied each time: added up, the rounding would make the schedule drift.
    this.#dueMs = this.#scheduleStartMs + this.#scheduled * this.#intervalMs!;
    const delayMs = nowMs - dueMs;
    if (delayMs > this.#ownDelayMs) {
      if (this.#roomSinceMs > dueMs) {
        this.#tally.counts.heldByWindow++;
        return dueMs;
      }
      if (idleSinceMs > dueMs) {
        this.#tally.counts.heldUp++;
        return dueMs;
      }
      this.#ownDelayMs = delayMs;
    }
    this.#tally.late.record(delayMs);
    return delayMs <= timerGrainMs ? nowMs : dueMs;
  }

  /** The schedule is kept: nothing is to do before its next message. */
  #wait(nowMs: number): void {
    this.#ownDelayMs = 0;
    if (this.#cancelTimer !== undefined || !this.#isRunning) return;
    if (this.#left <= 0 || this.#dueMs >= this.#untilMs) return;
    this.#cancelTimer = this.#clock.after(this.#dueMs - nowMs, () => {
      this.#cancelTimer = undefined;
      this.#release(this.#clock.now());
    });
  }
}
