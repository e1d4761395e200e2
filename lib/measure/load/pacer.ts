/**
 * The measured server must not decide when the next message is sent. If a generator sends the next message only
 * after the reply to the last one, a slow server gets fewer messages. Then a stall of one second delays only one
 * message. All the messages that would have met the stall are never sent, and no percentile shows it (Tene's
 * “coordinated omission”).
 *
 * So a rate makes a fixed schedule: message n leaves at n/rate. A message that cannot leave in time leaves as
 * soon as it can, and its latency counts from its time in the schedule. But not every delay comes from the
 * server. The pacer looks at the time from which the message had a place. If that is after its scheduled time,
 * the message waited for the server (`heldUp`) or for room in a receive buffer (`heldByWindow`). If it is
 * before, this program was late (`late`), because of the step of a timer or a pause. Messages after such a late
 * one may find its lane taken; for as long as that delay, this is our fault, too. Delays within the precision
 * of timers are forgiven. Longer ones are part of the latency, because a message that was not sent shows
 * nothing good about the server.
 *
 * The schedule ends when sending ends. Messages that still wait for the server then are `unsent`; messages that
 * are late only because of a timer still leave. Without a rate there is no schedule: a message leaves as soon as
 * there is room. The omission is accepted there, because such a run measures throughput, not latency.
 */
import type { Clock } from "../../base/clock.ts";
import { IdleLanes } from "./idle_lanes.ts";
import type { Lane } from "./lane.ts";
import type { Tally } from "./tally.ts";

/** A message that is late by less is on time: timers of the runtime step by 1 to 2 ms, more on a busy machine. */
export const timerGrainMs = 5;

/** The rounding error of a division. It must not add a message to the schedule. */
const roundingError = 1e-6;

export interface PacerOptions {
  readonly clock: Clock;
  readonly tally: Tally;
  /** Messages per second. Without it, a message leaves as soon as there is room. */
  readonly rate?: number | undefined;
  /** How many messages may be unanswered at a time. */
  readonly limit: number;
}

/** When sending ends: at whichever of the two comes first. */
export interface SendingEnd {
  /** How many messages are to be sent. */
  readonly messages?: number | undefined;
  /** From this time on no message is scheduled, and without a schedule none leaves. */
  readonly untilMs: number;
}

/** Decides when messages leave, and through which lane: always the one that has been idle the longest. */
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
  /** Whether a message waits although a lane is free, because too many are unanswered; and until when one did. */
  #isFull = false;
  #roomSinceMs = -Infinity;
  /** How late this program was with a scheduled message since it last was on time. */
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

  /** Whether all messages have been sent. */
  get isSpent(): boolean {
    return this.#left <= 0;
  }

  /** Starts, or starts again: the schedule begins now, and the rest of an earlier one is dropped. */
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

  /** A new lane has room for a message. */
  add(lane: Lane): void {
    const nowMs = this.#clock.now();
    this.#idle.put(lane, nowMs);
    this.#release(nowMs);
  }

  /** A message is settled, and its lane has room for the next. */
  freed(lane: Lane, nowMs: number): void {
    this.settled(nowMs);
    this.#idle.put(lane, nowMs);
    this.#release(nowMs);
  }

  /** A message is settled, but its lane has no room any more. */
  settled(nowMs: number): void {
    this.#tally.inFlight--;
    if (!this.#isFull) return;
    this.#isFull = false;
    this.#roomSinceMs = nowMs;
  }

  /** Stops sending. Counts the messages that were scheduled before `endMs` and did not leave. */
  stop(endMs: number): void {
    if (!this.#isRunning) return;
    // There is room for it; only its timer may be a step late.
    this.#release(this.#clock.now());
    this.#isRunning = false;
    this.#cancelTimer?.();
    if (this.#intervalMs === undefined || this.isSpent || endMs <= this.#dueMs) return;
    const behind = Math.ceil((endMs - this.#dueMs) / this.#intervalMs - roundingError);
    this.#tally.unsent(Math.min(this.#left, behind), this.#dueMs, this.#intervalMs, endMs);
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
      this.#tally.lastSentMs = nowMs;
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

  /** When the current message should have left. Moves on to the next one of the schedule. */
  #startOf(nowMs: number, idleSinceMs: number): number {
    const dueMs = this.#dueMs;
    this.#scheduled++;
    // Multiplied, not added up: rounding errors would add up, too, and the schedule would drift.
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

  /** The schedule is kept. There is nothing to do until its next message. */
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
