/** A line of a summary: names stand in a column of their own. */
export function row(name: string, texts: readonly string[]): string {
  return `${name.padEnd(10)}${texts.join(", ")}`;
}

/** Milliseconds to the microsecond. */
export function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(3)} ms`;
}

/** Nothing lost is 0 %, and nothing else is. */
export function percent(value: number): string {
  if (value === 0 || value === 100) return `${value} %`;
  return value < 0.01 ? "less than 0.01 %" : `${Math.min(value, 99.99).toFixed(2)} %`;
}
