import { columnsOf, pad, wrap } from "./columns.ts";

/** A label on the left, its text on the right, in lines that fit `columns` of a terminal. */
export function labelled(pairs: readonly (readonly [string, string])[], columns: number): string[] {
  const left = Math.max(...pairs.map(([label]) => columnsOf(label)));
  const indent = " ".repeat(left + 4);
  return pairs.flatMap(([label, text]) =>
    wrap(text, columns - indent.length).map((line, index) =>
      index === 0 ? `  ${pad(label, left)}  ${line}` : `${indent}${line}`
    )
  );
}
