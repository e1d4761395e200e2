import {
  build,
  decodeFromCompressedBase64,
  encodeIntoCompressedBase64,
  type Histogram,
} from "hdr-histogram-js";
import { Mistake } from "../base/mistake.ts";
import { checkStoredHistogram } from "./stored_histogram.ts";

/** Below this, every microsecond has its own counter, as in the histogram with its 3 digits. */
const directMicroseconds = 2048;

/** The longest latency, 285 years. Longer ones do not occur, and would count as this. */
const mostMicroseconds = Number.MAX_SAFE_INTEGER;

/** By which part of itself a sum of many rounded numbers may be wrong. */
const roundingError = 1e-6;

/** The figures of a set of latencies, in milliseconds. */
export interface LatencySummary {
  readonly min: number;
  readonly avg: number;
  readonly stddev: number;
  readonly p50: number;
  readonly p75: number;
  readonly p90: number;
  readonly p99: number;
  readonly p999: number;
  readonly p9999: number;
  readonly max: number;
}

/** A histogram that can be sent and stored, with the exact values that its buckets do not hold. */
export interface StoredLatencies {
  /** HdrHistogram's own format (V2, compressed, base64), in microseconds. */
  readonly histogram: string;
  readonly minMs: number;
  readonly maxMs: number;
  readonly sumMs: number;
}

/**
 * Latencies in an HDR histogram: microseconds with three significant digits. Minimum, maximum and average are
 * exact. Two merged histograms have the same figures as one histogram of all latencies.
 */
export class Latencies {
  #histogram: Histogram | undefined;
  /**
   * Counters for short latencies, which are nearly all. The library needs 140 ns for a value, these only a few.
   */
  #direct: Float64Array<ArrayBuffer> | undefined;
  #count = 0;
  #min = Infinity;
  #max = 0;
  #sum = 0;

  get count(): number {
    return this.#count;
  }

  /** @param latencyMs A negative value or NaN counts as 0; nothing is dropped. */
  record(latencyMs: number, number = 1): void {
    const ms = latencyMs > 0 ? Math.min(latencyMs, mostMicroseconds / 1000) : 0;
    const microseconds = Math.round(ms * 1000);
    this.#count += number;
    this.#sum += ms * number;
    if (ms < this.#min) this.#min = ms;
    if (ms > this.#max) this.#max = ms;
    if (microseconds >= directMicroseconds) {
      this.#buckets().recordValueWithCount(microseconds, number);
      return;
    }
    this.#direct ??= new Float64Array(directMicroseconds);
    this.#direct[microseconds]! += number;
  }

  merge(other: Latencies): void {
    if (other.#count === 0) return;
    this.#add(other.#settled());
    this.#count += other.#count;
    this.#sum += other.#sum;
    this.#min = Math.min(this.#min, other.#min);
    this.#max = Math.max(this.#max, other.#max);
  }

  /** The latency that the given percentage of all do not exceed; 0 for an empty histogram. */
  percentileMs(percent: number): number {
    if (this.#count === 0) return 0;
    // A bucket is known by its upper end, which may be greater than the longest latency.
    const ms = this.#settled().getValueAtPercentile(percent) / 1000;
    return Math.max(this.#min, Math.min(ms, this.#max));
  }

  get maxMs(): number {
    return this.#max;
  }

  /** `undefined` where nothing was recorded. */
  summary(): LatencySummary | undefined {
    if (this.#count === 0) return undefined;
    return {
      min: this.#min,
      avg: this.#sum / this.#count,
      stddev: this.#settled().stdDeviation / 1000,
      p50: this.percentileMs(50),
      p75: this.percentileMs(75),
      p90: this.percentileMs(90),
      p99: this.percentileMs(99),
      p999: this.percentileMs(99.9),
      p9999: this.percentileMs(99.99),
      max: this.#max,
    };
  }

  /** `undefined` where nothing was recorded. */
  store(): StoredLatencies | undefined {
    if (this.#count === 0) return undefined;
    const histogram = encodeIntoCompressedBase64(this.#settled());
    return { histogram, minMs: this.#min, maxMs: this.#max, sumMs: this.#sum };
  }

  /** @throws {Mistake} If it is not what {@linkcode store} gives. */
  static restore(stored: StoredLatencies | undefined): Latencies {
    const latencies = new Latencies();
    if (stored === undefined) return latencies;
    const { minMs, maxMs, sumMs } = stored;
    const buckets = decode(stored.histogram);
    checkSums(stored, buckets);
    latencies.#add(buckets);
    latencies.#count = buckets.totalCount;
    [latencies.#min, latencies.#max, latencies.#sum] = [minMs, maxMs, sumMs];
    return latencies;
  }

  #add(other: Histogram): void {
    const histogram = this.#settled();
    // Counting the longest zero times makes the same room as recording it, so the stored form is the same.
    histogram.recordValueWithCount(other.maxValue, 0);
    histogram.add(other);
  }

  #buckets(): Histogram {
    // Counters have 64 bits, because results of many machines are added. The histogram grows for large values.
    this.#histogram ??= build({
      bitBucketSize: 64,
      autoResize: true,
      lowestDiscernibleValue: 1,
      highestTrackableValue: 1_000_000,
      numberOfSignificantValueDigits: 3,
      useWebAssembly: false,
    });
    return this.#histogram;
  }

  /** The histogram, with the counters of short latencies added. */
  #settled(): Histogram {
    const histogram = this.#buckets();
    this.#direct?.forEach((count, microseconds) => {
      if (count > 0) histogram.recordValueWithCount(microseconds, count);
    });
    this.#direct?.fill(0);
    return histogram;
  }
}

function decode(text: string): Histogram {
  checkStoredHistogram(text);
  let histogram: Histogram;
  try {
    histogram = decodeFromCompressedBase64(text, 64);
  } catch {
    // Whatever the library stumbles over.
    throw damaged();
  }
  if (histogram.numberOfSignificantValueDigits !== 3 || !(histogram.totalCount > 0)) throw damaged();
  return histogram;
}

function damaged(): Mistake {
  return new Mistake({ en: "the histogram is damaged", ko: "히스토그램이 손상되었습니다" });
}

/** @throws {Mistake} If minimum, maximum and sum cannot be those of the histogram. */
function checkSums({ minMs, maxMs, sumMs }: StoredLatencies, histogram: Histogram): void {
  if (![minMs, maxMs, sumMs].every(Number.isFinite)) throw damaged();
  const { totalCount, maxValue } = histogram;
  const isWithin = (ms: number, lowestMs: number, highestMs: number): boolean =>
    ms >= lowestMs * (1 - roundingError) && ms <= highestMs * (1 + roundingError);
  // A bucket is at most a thousandth wide, or one microsecond, to whose middle a value was rounded.
  const isIn = (ms: number, microseconds: number): boolean =>
    Math.abs(ms * 1000 - microseconds) <= Math.max(1, microseconds / 1000);
  const isRight = isIn(minMs, histogram.getValueAtPercentile(0)) && isIn(maxMs, maxValue) &&
    isWithin(sumMs, minMs * totalCount, maxMs * totalCount) && minMs >= 0 && minMs <= maxMs;
  if (!isRight) throw damaged();
}
