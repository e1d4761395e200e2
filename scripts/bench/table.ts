export type Alignment = "left" | "right";

/** Rows in columns. A column is as wide as its widest cell, and two spaces separate columns. */
export function table(rows: readonly string[][], align: readonly Alignment[]): string {
  const widths = align.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return align[column] === "left" ? cell.padEnd(width) : cell.padStart(width);
    });
    return cells.join("  ").trimEnd();
  }).join("\n");
}

/** With commas at the thousands: `127,034`. */
export function whole(value: number): string {
  return Math.round(value).toLocaleString("en-US");
}

/** A dash for a figure that could not be measured. */
export function decimal(value: number | undefined, digits: number): string {
  return value === undefined || Number.isNaN(value) ? "–" : value.toFixed(digits);
}
