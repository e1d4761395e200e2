import { columnsOf } from "../columns.ts";
import type { ColourRule } from "./colours.ts";

/** What a column of the fixed-width font takes at 16 pixels, a little more than most such fonts need. */
export const columnWidth = 9.8;

export function textWidth(text: string): number {
  return columnsOf(text) * columnWidth;
}

/** Texts and paper of all pictures. */
export const style = [
  // Not every viewer knows the shorthand.
  "text{font-size:16px;font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace}",
  ".halo{paint-order:stroke;stroke-width:5px;stroke-linejoin:round}",
  ".middle{text-anchor:middle}.end{text-anchor:end}",
  ".name,.what{font-weight:700}",
].join("");

export const colours: readonly ColourRule[] = [
  ["text", "fill", "ink"],
  [".paper", "fill", "paper"],
  [".halo", "stroke", "paper"],
  [".time", "fill", "faint"],
  [".faint", "fill", "faint"],
  ["text.bad", "fill", "bad"],
];
