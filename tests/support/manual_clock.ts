import type { Clock } from "../../lib/base/clock.ts";
import { Changes } from "./changes.ts";

interface Timer {
  readonly dueMs: number;
  readonly delayMs: number;
  readonly run: () => void;
}

/**
 * A clock that stands still until a test moves it. What is due at once happens in the next turn, or when the
 * clock is moved before that.
 */
export class ManualClock implements Clock {
  #nowMs = 0;
  readonly #timers: Timer[] = [];
  readonly #changes = new Changes();
  /** Every delay that was ever asked for. */
  readonly delaysMs: number[] = [];

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.#nowMs + Math.max(0, delayMs), delayMs, run };
    // In the order in which they are due, and of one moment in that in which they were asked for.
    this.#timers.splice(this.#timers.findLastIndex(({ dueMs }) => dueMs <= timer.dueMs) + 1, 0, timer);
    this.delaysMs.push(delayMs);
    this.#changes.notify();
    const turn = delayMs <= 0 ? setTimeout(() => this.#take(timer)?.run(), 0) : undefined;
    return () => {
      clearTimeout(turn);
      this.#take(timer);
    };
  }

  /** The delays of the timers that are still to fire. */
  get pendingMs(): number[] {
    return this.#timers.map(({ delayMs }) => delayMs);
  }

  /** Waits until somebody waits for `delayMs`. */
  async waitForTimer(delayMs: number): Promise<void> {
    await this.#changes.until(`a timer of ${delayMs} ms`, () => this.pendingMs.includes(delayMs));
  }

  /** Lets time go by: everything happens when it is due, what is asked for meanwhile included. */
  advance(byMs: number): void {
    const untilMs = this.#nowMs + byMs;
    for (let [next] = this.#timers; next !== undefined && next.dueMs <= untilMs; [next] = this.#timers) {
      this.#moveTo(next.dueMs);
    }
    this.#moveTo(untilMs);
  }

  /** As on a machine that is busy elsewhere: what falls due meanwhile happens afterwards, and late. */
  jump(byMs: number): void {
    this.#moveTo(this.#nowMs + byMs);
  }

  #moveTo(nowMs: number): void {
    this.#nowMs = nowMs;
    const due = this.#timers.filter(({ dueMs }) => dueMs <= nowMs);
    for (const timer of due) this.#take(timer)?.run();
  }

  /** Takes a timer away. @returns The timer, if it was still there. */
  #take(timer: Timer): Timer | undefined {
    const index = this.#timers.indexOf(timer);
    return index === -1 ? undefined : this.#timers.splice(index, 1)[0];
  }
}
