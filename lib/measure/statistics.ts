/**
 * Measuring on a clock: `ping/` sends probes and keeps account of each, `load/` sends as much as the other
 * side takes, and these files sum up what either has measured. Sockets come from `net/`, figures leave as
 * events and results. No text and no picture is made here.
 *
 * @module
 */
import type { Random } from "../base/random.ts";

/** What a set of samples comes to. All of them in the unit of the samples. */
export interface Statistics {
  readonly min: number;
  readonly avg: number;
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** Of just these samples (divided by their number), as the `mdev` of ping(8). */
  readonly stddev: number;
}

/** So many samples are kept, each of them; that is 800 kB. */
export const keptSamples = 100_000;

/**
 * Samples of a measurement that may go on for ever. Minimum, average, maximum and standard deviation are exact
 * however many there are. Quantiles are exact up to `limit` samples; of more, a random choice of `limit` is
 * kept, in which each has the same chance to be (Vitter's algorithm R), and quantiles are those of the choice:
 * with 100,000 the p99 is then one between the true p98.9 and p99.1.
 */
export class Samples {
  readonly #random: Random;
  readonly #limit: number;
  #kept = new Float64Array(64);
  #count = 0;
  #mean = 0;
  #squares = 0;
  #min = Infinity;
  #max = -Infinity;

  constructor(random: Random, limit = keptSamples) {
    this.#random = random;
    this.#limit = limit;
  }

  get count(): number {
    return this.#count;
  }

  get max(): number | undefined {
    return this.#count === 0 ? undefined : this.#max;
  }

  /** How many of them the quantiles are made of. */
  get kept(): number {
    return Math.min(this.#count, this.#limit);
  }

  add(sample: number): void {
    this.#keep(sample);
    // Welford's algorithm: no difference of large sums, which would lose the small figures.
    const distance = sample - this.#mean;
    this.#mean += distance / this.#count;
    this.#squares += distance * (sample - this.#mean);
    if (sample < this.#min) this.#min = sample;
    if (sample > this.#max) this.#max = sample;
  }

  #keep(sample: number): void {
    const index = this.#count++;
    if (index < this.#limit) {
      if (index === this.#kept.length) this.#grow();
      this.#kept[index] = sample;
      return;
    }
    const place = Math.floor(this.#random() * this.#count);
    if (place < this.#limit) this.#kept[place] = sample;
  }

  #grow(): void {
    const larger = new Float64Array(Math.min(this.#limit, this.#kept.length * 2));
    larger.set(this.#kept);
    this.#kept = larger;
  }

  /** What is kept, in ascending order. */
  sorted(): Float64Array {
    return this.#kept.slice(0, this.kept).sort();
  }

  /** `undefined` where there is no sample. */
  statistics(): Statistics | undefined {
    if (this.#count === 0) return undefined;
    const sorted = this.sorted();
    return {
      min: this.#min,
      avg: this.#mean,
      median: quantile(sorted, 0.5),
      p90: quantile(sorted, 0.9),
      p95: quantile(sorted, 0.95),
      p99: quantile(sorted, 0.99),
      max: this.#max,
      stddev: Math.sqrt(this.#squares / this.#count),
    };
  }
}

/**
 * The value below which `part` of the samples lie, between two samples in proportion (Hyndman and Fan's
 * type 7: what NumPy, R and spreadsheets give).
 *
 * @param sorted In ascending order, at least one.
 * @param part From 0 to 1.
 */
export function quantile(sorted: ArrayLike<number>, part: number): number {
  const place = (sorted.length - 1) * part;
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (high - low) * (place - below);
}

/**
 * The interarrival jitter of RFC 3550, section 6.4.1 and appendix A.8: the difference from one sample to the
 * next as it arrived, each moving the figure by a sixteenth. It says how things stand now, and forgets.
 */
export class InterarrivalJitter {
  #last: number | undefined;
  #jitter: number | undefined;

  /** `undefined` before the second sample. */
  get value(): number | undefined {
    return this.#jitter;
  }

  add(sample: number): void {
    if (this.#last !== undefined) {
      const jitter = this.#jitter ?? 0;
      this.#jitter = jitter + (Math.abs(sample - this.#last) - jitter) / 16;
    }
    this.#last = sample;
  }
}
