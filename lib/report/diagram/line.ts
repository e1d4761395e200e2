import { columnsOf } from "../columns.ts";

const thick: Record<string, string> = { "│": "┃", "├": "┠", "┤": "┨" };

/** One line of a terminal, written in any order: what is put later covers what was there. */
export class Line {
  /** One entry a column; the second column of a wide character is empty. */
  readonly #cells: string[];

  constructor(width: number) {
    this.#cells = new Array(width).fill(" ");
  }

  /** Writes from `column` on; what does not fit is cut. */
  put(column: number, text: string): void {
    let at = column;
    for (const character of text) {
      const columns = columnsOf(character);
      if (columns === 0) {
        const base = this.#cells[at - 1] === "" ? at - 2 : at - 1;
        if (at > column && this.#cells[base] !== undefined) this.#cells[base] += character;
        continue;
      }
      if (at < 0 || at + columns > this.#cells.length) return;
      this.#clear(at);
      this.#cells[at] = character;
      if (columns === 2) {
        this.#clear(at + 1);
        this.#cells[at + 1] = "";
      }
      at += columns;
    }
  }

  /** Makes the line of a lifeline thick; what covers it stays. */
  thicken(column: number): void {
    this.#cells[column] = thick[this.#cells[column]!] ?? this.#cells[column]!;
  }

  /** A wide character of which one half is written over goes away whole. */
  #clear(column: number): void {
    if (this.#cells[column] === "") this.#cells[column - 1] = " ";
    if (this.#cells[column + 1] === "") this.#cells[column + 1] = " ";
  }

  toString(): string {
    return this.#cells.join("").trimEnd();
  }
}
