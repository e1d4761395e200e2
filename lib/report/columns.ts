import { eastAsianWidth } from "get-east-asian-width";

/** Columns that `text` takes in a terminal: a Hangul syllable takes two, a combining mark none. */
export function columnsOf(text: string): number {
  let columns = 0;
  for (const character of text) {
    if (!/\p{Mark}/u.test(character)) columns += eastAsianWidth(character.codePointAt(0)!);
  }
  return columns;
}

/** Fills up with blanks to `columns` of a terminal. */
export function pad(text: string, columns: number): string {
  return text + " ".repeat(Math.max(0, columns - columnsOf(text)));
}
