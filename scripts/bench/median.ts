/** The middle of `values`, or `undefined` when there are none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle];
  return sorted.length === 0 ? undefined : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/**
 * The median of `values[i] / others[i]`. What was measured in the same round is divided: whatever slowed the
 * machine down meanwhile slowed down both.
 */
export function medianRatio(values: readonly number[], others: readonly number[]): number | undefined {
  return median(values.flatMap((value, round) => round < others.length ? [value / others[round]!] : []));
}
