import { columnsOf } from "../columns.ts";
import { colour, colourRules } from "./colours.ts";

/** What a column of the fixed-width font takes at 16 pixels, a little more than most such fonts need. */
export const columnWidth = 9.8;

export function textWidth(text: string): number {
  return columnsOf(text) * columnWidth;
}

/** Texts and paper of all pictures. */
export const style = [
  colourRules,
  "text{font:16px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;",
  `fill:${colour("ink")}}.paper{fill:${colour("paper")}}`,
  `.halo{paint-order:stroke;stroke:${colour("paper")};stroke-width:5px;stroke-linejoin:round}`,
  ".middle{text-anchor:middle}.end{text-anchor:end}",
  `.name,.what{font-weight:700}.time,.faint{fill:${colour("faint")}}text.bad{fill:${colour("bad")}}`,
].join("");
