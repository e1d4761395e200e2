/**
 * The parts of a sequence diagram as SVG: where its lifelines and rows stand (`layout.ts`), its rows and its
 * arrows. `../svg.ts` puts them together.
 *
 * @module
 */
import type { Diagram, Lifeline, Row } from "../../../recording/diagram/diagram.ts";
import { clippedWidth } from "./clipped.ts";

/** Pixels; no text is smaller than 16. */
const rowHeight = 40;
export const headHeight = 76;
export const gutter = 108;
export const margin = 24;
const narrowestGap = 260;
const widestGap = 520;

export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  xOf(lifeline: number): number;
  yOf(row: number): number;
}

export function layOut({ lifelines, rows, legend }: Diagram): Layout {
  const needed = rows.map((row) =>
    widthNeeded(row) / (row.kind === "note" || row.kind === "pause" ? 1 : Math.abs(row.from - row.to))
  );
  const heads = lifelines.map(boxWidth);
  const most = [...needed, ...heads.map((width) => width + 24)].reduce(
    (a, b) => Math.max(a, b),
    narrowestGap,
  );
  const gap = Math.round(Math.min(most, widestGap));
  const left = gutter + Math.max(40, heads[0]! / 2);
  const right = Math.max(40, heads.at(-1)! / 2) + margin;
  const only = lifelines.length === 1 ? gap : 0;
  const top = margin + headHeight;
  const bottom = top + (rows.length + 0.5) * rowHeight;
  const xOf = (lifeline: number): number => Math.round(left + lifeline * gap);
  return {
    top,
    bottom,
    xOf,
    yOf: (row) => top + (row + 1) * rowHeight,
    width: Math.max(Math.round(xOf(lifelines.length - 1) + right + only), legend.length > 0 ? 560 : 0),
    height: bottom + margin + (legend.length > 0 ? 12 + legend.length * 28 : 0),
  };
}

export function boxWidth({ name, address }: Lifeline): number {
  return Math.round(Math.max(clippedWidth(name), clippedWidth(address)) + 28);
}

function widthNeeded(row: Row): number {
  if (row.kind === "pause") return 0;
  if (row.kind === "note") return clippedWidth(row.text) + 40;
  const calls = row.kind === "arrow" ? [row.tail, row.head] : [row.head];
  return [row.text, ...calls].reduce((sum, label = "") => sum + clippedWidth(label) + 20, 24);
}
