import { columnsOf } from "../../lib/report/columns.ts";

/** Text, or a sequence that moves the cursor or clears something. */
// deno-lint-ignore no-control-regex
const pieces = /\x1b\[(\d*)(?:;\d*)*([A-Za-z])|[\r\n\x08]|[^\x00-\x1f]/gu;

/** What a terminal shows, row by row, of what was written to it. It knows the sequences that the editor writes. */
export function screenOf(written: string, columns = 80): string[] {
  const rows: string[][] = [[]];
  let [row, column] = [0, 0];
  const put = (character: string): void => {
    const width = columnsOf(character);
    // A wide character that does not fit goes to the next row.
    if (column + width > columns) [row, column] = [row + 1, 0];
    const cells = rows[row] ??= [];
    while (cells.length < column) cells.push(" ");
    cells[column] = character;
    if (width === 2) cells[column + 1] = "";
    column += width;
  };
  const move: Record<string, (by: number) => void> = {
    A: (by) => row = Math.max(0, row - by),
    B: (by) => row += by,
    C: (by) => column = Math.min(columns - 1, column + by),
    D: (by) => column = Math.max(0, column - by),
    G: (to) => column = to - 1,
    J: () => {
      (rows[row] ??= []).splice(column);
      rows.splice(row + 1);
    },
    K: () => (rows[row] ??= []).splice(column),
  };
  for (const [piece, count, name] of written.matchAll(pieces)) {
    if (name !== undefined) move[name]?.(Number(count || 1));
    else if (piece === "\r") column = 0;
    else if (piece === "\n") rows[++row] ??= [];
    else if (piece === "\b") column = Math.max(0, column - 1);
    else put(piece);
  }
  return Array.from(rows, (cells = []) => cells.join("").trimEnd());
}
