import { joinPairs, mergeLatencies } from "./result.ts";
import type { Latencies } from "../latencies.ts";
import type { Stretch } from "./tally.ts";

/** How long a stretch is at first, in milliseconds: fine enough for a picture, and for a display in place. */
export const firstStretchMs = 500;

const mostStretches = 120;

/** The run as a row of equal stretches; when there are too many, each two become one. */
export class Series {
  stretches: Stretch[] = [];
  stretchMs = firstStretchMs;
  /** What has come of the stretch that is not whole yet. */
  #pending: Stretch[] = [];

  /** Takes what was measured in the last {@linkcode firstStretchMs}. */
  add(stretch: Stretch): void {
    this.#pending.push(stretch);
    if (this.#pending.length * firstStretchMs < this.stretchMs) return;
    this.finish();
    if (this.stretches.length < mostStretches) return;
    this.stretches = joinPairs(this.stretches);
    this.stretchMs *= 2;
  }

  /** No more will come. */
  finish(): void {
    if (this.#pending.length === 0) return;
    this.stretches.push({
      messages: this.#pending.reduce((total, { messages }) => total + messages, 0),
      latency: mergeLatencies(this.#pending.map(({ latency }) => latency)),
    });
    this.#pending = [];
  }

  get latency(): Latencies {
    return mergeLatencies(this.stretches.map(({ latency }) => latency));
  }
}
