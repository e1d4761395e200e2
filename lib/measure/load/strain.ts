import type { Clock } from "../../base/clock.ts";
import { Latencies } from "../latencies.ts";

const everyMs = 20;

/** The system counts processor time in steps of some 10 ms: of a shorter run nothing is known, in milliseconds. */
const shortestMs = 50;

/** How hard this program itself had to work. */
export interface StrainResult {
  /** The processor time that it used, in milliseconds. */
  readonly cpuMs: number | undefined;
  /** The same as a part of its time, from 0 to 1. `undefined` if the system did not tell. */
  readonly busy: number | undefined;
  /** How much later than planned its timers fired. The same delays kept it from its sockets. */
  readonly lag: Latencies;
}

/**
 * Watches the program itself while it measures. Its timers have a fixed schedule: a long pause makes all timers
 * late that were due during the pause, so a long pause counts more than a short one.
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

  /** Forgets everything up to now. */
  restart(): void {
    this.#lag = new Latencies();
    this.#startCpuMs = this.#readCpuMs();
    this.#startMs = this.#clock.now();
  }

  stop(): StrainResult {
    this.#cancel();
    const endCpuMs = this.#readCpuMs();
    const elapsedMs = this.#clock.now() - this.#startMs;
    const lag = this.#lag;
    // A runtime that cannot read the time, for want of a file descriptor for example, says 0.
    if (endCpuMs <= 0 || elapsedMs < shortestMs) return { cpuMs: undefined, busy: undefined, lag };
    const cpuMs = endCpuMs - this.#startCpuMs;
    return { cpuMs, busy: Math.min(1, cpuMs / elapsedMs), lag };
  }
}
