import { wrap } from "../columns.ts";
import { traceIndent } from "../trace/text.ts";

const screenColumns = 80;

/** An explanation as lines of at most `columns`, and at most 80, indented under the trace line that they explain. */
export function explanationLines(text: string, columns = screenColumns): string[] {
  const indent = " ".repeat(traceIndent);
  return wrap(text, Math.min(columns, screenColumns) - traceIndent).map((line) => indent + line);
}
