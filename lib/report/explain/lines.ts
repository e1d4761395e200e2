import { wrap } from "../columns.ts";
import { traceIndent } from "../trace/text.ts";

const screenColumns = 80;

/** An explanation as lines of at most 80 columns, indented under the trace line that they explain. */
export function explanationLines(text: string): string[] {
  const indent = " ".repeat(traceIndent);
  return wrap(text, screenColumns - traceIndent).map((line) => indent + line);
}
