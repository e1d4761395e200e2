import { quantile } from "../statistics.ts";

/** How many samples are between two values. */
export interface Bin {
  readonly from: number;
  /** Absent in the last bin, which holds everything above. */
  readonly to?: number;
  readonly count: number;
}

const mostBins = 12;

/**
 * Sorts samples into about ten bins of equal, round width up to the p99. One more bin holds the few samples above
 * it: without it, a very long sample would put all others into the first bin.
 *
 * @param sorted In ascending order.
 */
export function histogram(sorted: Float64Array): Bin[] {
  if (sorted.length === 0) return [];
  const lowest = sorted[0]!;
  const high = quantile(sorted, 0.99);
  const width = roundWidth((high - lowest) / (mostBins - 2));
  // Multiples of a decimal fraction are computed with whole numbers, so that 0.1 + 0.2 is 0.3.
  const first = Math.floor(lowest / width);
  const last = Math.floor(high / width);
  const bins: Bin[] = [];
  let index = 0;
  for (let number = first; number <= last; number++) {
    const to = tidy((number + 1) * width);
    const start = index;
    while (index < sorted.length && sorted[index]! < to) index++;
    bins.push({ from: tidy(number * width), to, count: index - start });
  }
  const beyond = sorted.length - index;
  if (beyond > 0) bins.push({ from: tidy((last + 1) * width), count: beyond });
  return bins;
}

/** 1, 2 or 5 with zeros, at least `width`; a microsecond if all samples are equal. */
function roundWidth(width: number): number {
  if (width < 0.001) return 0.001;
  const power = 10 ** Math.floor(Math.log10(width));
  const digit = [1, 2, 5, 10].find((candidate) => candidate * power >= width * 0.999999) ?? 10;
  return tidy(digit * power);
}

function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
