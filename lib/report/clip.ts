import { columnsOf } from "./columns.ts";

/** Cuts a text that is wider than `columns` of a terminal and says so with an ellipsis. */
export function clip(text: string, columns: number): string {
  if (columnsOf(text) <= columns) return text;
  let clipped = "";
  for (const character of text) {
    if (columnsOf(clipped + character) > columns - 1) break;
    clipped += character;
  }
  return columns < 2 ? "" : `${clipped}…`;
}
