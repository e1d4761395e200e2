import type { Clock } from "../../base/clock.ts";
import { Latencies } from "../latencies.ts";

const everyMs = 20;

/** How hard this program itself had to work. */
export interface StrainResult {
  /** The processor time that it used, in milliseconds. */
  readonly cpuMs: number;
  /** How much of its time that is: from 0 to 1. */
  readonly busy: number;
  /** How much later than asked its timers fired: what kept it from its sockets. */
  readonly lag: Latencies;
}

/**
 * Watches the program itself while it measures. Its timers stand in a schedule: one long stop makes all late that
 * were due in it, so that it weighs as much as it lasted.
 */
export class Strain {
  readonly #clock: Clock;
  readonly #readCpuMs: () => number;
  #lag = new Latencies();
  #startCpuMs: number;
  #startMs: number;
  #dueMs: number;
  #cancel: () => void = () => {};

  constructor(clock: Clock, cpuMs: () => number) {
    this.#clock = clock;
    this.#readCpuMs = cpuMs;
    this.#startCpuMs = cpuMs();
    this.#startMs = clock.now();
    this.#dueMs = this.#startMs + everyMs;
    this.#watch(everyMs);
  }

  #watch(delayMs: number): void {
    this.#cancel = this.#clock.after(delayMs, () => {
      const nowMs = this.#clock.now();
      for (; this.#dueMs <= nowMs; this.#dueMs += everyMs) this.#lag.record(nowMs - this.#dueMs);
      this.#watch(this.#dueMs - nowMs);
    });
  }

  /** Forgets what was up to now. */
  restart(): void {
    this.#lag = new Latencies();
    this.#startCpuMs = this.#readCpuMs();
    this.#startMs = this.#clock.now();
  }

  stop(): StrainResult {
    this.#cancel();
    const cpuMs = this.#readCpuMs() - this.#startCpuMs;
    const elapsedMs = Math.max(this.#clock.now() - this.#startMs, 0.001);
    return { cpuMs, busy: Math.min(1, cpuMs / elapsedMs), lag: this.#lag };
  }
}
