import type { Bin } from "../../measure/ping/histogram.ts";
import { groupThousands } from "../../base/numbers.ts";
import { columnsOf } from "../columns.ts";
import type { PingWords } from "./en.ts";

const widestBar = 44;

/** A histogram in text: a line for each bin, its bar as long as its share of the fullest. */
export function histogramLines(bins: readonly Bin[], words: PingWords, columns: number): string[] {
  const fullest = Math.max(...bins.map(({ count }) => count));
  const decimals = decimalsFor(bins);
  const rows = bins.map(({ from, to, count }) => {
    const lowest = from.toFixed(decimals);
    const range = to === undefined ? words.binFrom(lowest) : `${lowest} – ${to.toFixed(decimals)} ms`;
    return { range, share: count / fullest, count: groupThousands(count) };
  });
  const left = Math.max(...rows.map(({ range }) => columnsOf(range)));
  const right = Math.max(...rows.map(({ count }) => count.length));
  const widest = Math.max(1, Math.min(widestBar, columns - left - right - 5));
  return rows.map(({ range, share, count }) => {
    // What is there is seen, however little it is.
    const bar = "#".repeat(share === 0 ? 0 : Math.max(1, Math.round(share * widest)));
    return `  ${" ".repeat(left - columnsOf(range))}${range}  ${bar === "" ? "" : `${bar} `}${count}`;
  });
}

/** As many as the bounds of the bins need, three at the most: a microsecond. */
function decimalsFor(bins: readonly Bin[]): number {
  const isFine = (decimals: number): boolean =>
    bins.every(({ from }) => Math.abs(Number(from.toFixed(decimals)) - from) < 1e-9);
  return [0, 1, 2].find(isFine) ?? 3;
}
