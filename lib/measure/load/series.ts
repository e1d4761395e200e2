import { join, joinPairs, mergeLatencies } from "./result.ts";
import type { Latencies } from "../latencies.ts";
import type { Stretch } from "./tally.ts";

/** The first length of a stretch, in milliseconds: fine enough for a picture and for the live display. */
export const firstStretchMs = 500;

const mostStretches = 120;

/** The run as a row of equal stretches. When there are too many, every two are joined. */
export class Series {
  stretches: Stretch[] = [];
  stretchMs = firstStretchMs;
  /** The counts of the stretch that is not complete yet. */
  #pending: Stretch[] = [];

  /** Adds the counts of the last {@linkcode firstStretchMs}. */
  add(stretch: Stretch): void {
    this.#pending.push(stretch);
    if (this.#pending.length * firstStretchMs < this.stretchMs) return;
    this.finish();
    if (this.stretches.length < mostStretches) return;
    this.stretches = joinPairs(this.stretches);
    this.stretchMs *= 2;
  }

  /** Ends the row: nothing more will be added. */
  finish(): void {
    if (this.#pending.length === 0) return;
    this.stretches.push(join(this.#pending));
    this.#pending = [];
  }

  get latency(): Latencies {
    return mergeLatencies(this.stretches.map(({ latency }) => latency));
  }
}
