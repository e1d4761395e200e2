import { clip } from "./clip.ts";
import { columnsOf, pad, wrap } from "./columns.ts";

/** Where figures stand on a screen, in columns. */
export interface FigureLayout {
  /** Labels and the space after them. */
  readonly left: number;
  /** The whole screen. */
  readonly columns: number;
}

const narrowestLeft = 10;

/** A layout that has room for each of `labels`. */
export function layoutFor(labels: Readonly<Record<string, string>>, columns: number): FigureLayout {
  const widest = Math.max(...Object.values(labels).map(columnsOf));
  return { left: Math.max(narrowestLeft, widest + 1), columns };
}

/**
 * A label and its texts, separated by commas. A text that does not fit begins a new line below the first text,
 * and breaks at words where it is longer than a line.
 */
export function figureLines(
  label: string,
  texts: readonly string[],
  { left, columns }: FigureLayout,
): string[] {
  const room = columns - left;
  const lines: string[] = [];
  texts.forEach((text, index) => {
    const item = index < texts.length - 1 ? `${text},` : text;
    const longer = `${lines.at(-1)} ${item}`;
    if (lines.length > 0 && columnsOf(longer) <= room) lines[lines.length - 1] = longer;
    else lines.push(...broken(item, room));
  });
  return lines.map((line, index) => pad(index === 0 ? label : "", left) + line);
}

/** Broken at words; a text with a word that no line can hold is cut. */
function broken(text: string, columns: number): string[] {
  const lines = wrap(text, columns);
  return lines.some((line) => columnsOf(line) > columns) ? [clip(text, columns)] : lines;
}

/** Milliseconds to the microsecond. */
export function ms(milliseconds: number): string {
  return `${milliseconds.toFixed(3)} ms`;
}

/** Nothing lost is 0 %, and nothing else is. */
export function percent(value: number): string {
  if (value === 0 || value === 100) return `${value} %`;
  return value < 0.01 ? "< 0.01 %" : `${Math.min(value, 99.99).toFixed(2)} %`;
}
