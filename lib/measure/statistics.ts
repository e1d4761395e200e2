/**
 * Measures with a clock: `ping/` sends probes and keeps account of each, `load/` sends as much as the other side
 * takes, and the files here compute the figures of both. Sockets come from `net/`. Results are events and values;
 * texts and pictures are made elsewhere.
 *
 * @module
 */
import type { Random } from "../base/random.ts";

/** The figures of a set of samples, in the unit of the samples. */
export interface Statistics {
  readonly min: number;
  readonly avg: number;
  readonly median: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  /** The deviation of exactly these samples (divided by their number), like the `mdev` of ping(8). */
  readonly stddev: number;
}

/** How many samples are kept: 800 kB of memory. */
export const keptSamples = 100_000;

/**
 * Samples of a measurement of any length. Minimum, average, maximum and standard deviation are always exact.
 * Quantiles are exact up to `limit` samples. Of more samples, a random selection of `limit` is kept, in which
 * each sample has the same chance to be (Vitter's algorithm R). The quantiles are then those of the selection:
 * with 100,000 samples kept, its p99 is between the true p98.9 and p99.1.
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

  /** From how many samples the quantiles are computed. */
  get kept(): number {
    return Math.min(this.#count, this.#limit);
  }

  add(sample: number): void {
    this.#keep(sample);
    // Welford's algorithm avoids the difference of two large sums, which would lose precision.
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

  /** The samples that are kept, in ascending order. */
  sorted(): Float64Array {
    return this.#kept.slice(0, this.kept).sort();
  }

  /** `undefined` if there is no sample. */
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
 * The value below which `part` of the samples are, interpolated between two samples (Hyndman and Fan's type 7,
 * as in NumPy, R and spreadsheets).
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
 * next in the order of arrival. Each new difference moves the figure by a sixteenth, so old ones fade.
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
