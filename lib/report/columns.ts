import { eastAsianWidth } from "get-east-asian-width";

/** Columns that `text` takes in a terminal: a Hangul syllable takes two, a combining mark none. */
export function columnsOf(text: string): number {
  if (/^[ -~]*$/.test(text)) return text.length;
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

/** Breaks a paragraph at blanks; a word that is longer than a line has one to itself. */
export function wrap(text: string, columns: number): string[] {
  const [first = "", ...words] = text.split(" ");
  const lines = [first];
  let used = columnsOf(first);
  for (const word of words) {
    const needed = columnsOf(word);
    if (used + 1 + needed > columns) {
      lines.push(word);
      used = needed;
    } else {
      lines[lines.length - 1] += ` ${word}`;
      used += 1 + needed;
    }
  }
  return lines;
}

/** `text` after `first`, in lines that fit `columns`; the lines after the first begin with `indent`. */
export function hanging(
  first: string,
  text: string,
  columns: number,
  indent = " ".repeat(columnsOf(first)),
): string[] {
  const room = columns - Math.max(columnsOf(first), indent.length);
  return wrap(text, room).map((line, index) => (index === 0 ? first : indent) + line);
}

/** Breaks a line at blanks where it is wider than `columns`; what follows the first line is indented. */
export function broken(text: string, columns: number, indent: number): string[] {
  if (columnsOf(text) <= columns) return [text];
  const first = wrap(text, columns)[0]!;
  const rest = text.slice(first.length + 1);
  if (rest === "") return [first];
  return [first, ...wrap(rest, columns - indent).map((line) => " ".repeat(indent) + line)];
}
