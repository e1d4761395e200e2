import type { Bin } from "../../measure/ping/histogram.ts";
import { groupThousands } from "../../base/numbers.ts";

const widestBar = 44;

/** A histogram in text: a line for each bin, its bar as long as its share of the fullest. */
export function histogramLines(bins: readonly Bin[]): string[] {
  const fullest = Math.max(...bins.map(({ count }) => count));
  const decimals = decimalsFor(bins);
  const rows = bins.map(({ from, to, count }) => ({
    range: to === undefined
      ? `${from.toFixed(decimals)} ms and more`
      : `${from.toFixed(decimals)} – ${to.toFixed(decimals)} ms`,
    // What is there is seen, however little it is.
    bar: "#".repeat(count === 0 ? 0 : Math.max(1, Math.round(count / fullest * widestBar))),
    count: groupThousands(count),
  }));
  const width = Math.max(...rows.map(({ range }) => range.length));
  return rows.map(({ range, bar, count }) =>
    `  ${range.padStart(width)}  ${bar === "" ? "" : `${bar} `}${count}`
  );
}

/** As many as the bounds of the bins need, three at the most: a microsecond. */
function decimalsFor(bins: readonly Bin[]): number {
  const isFine = (decimals: number): boolean =>
    bins.every(({ from }) => Math.abs(Number(from.toFixed(decimals)) - from) < 1e-9);
  return [0, 1, 2].find(isFine) ?? 3;
}
