import type { Lifeline, Row } from "./diagram.ts";

/** More sentences than this nobody listens to. */
const mostSentences = 60;

/** Tells a diagram row by row. */
export function describeDiagram(lifelines: readonly Lifeline[], rows: readonly Row[]): string {
  const names = lifelines.map(({ name, address }) => address === "" ? name : `${name} at ${address}`);
  const sentences = rows.slice(0, mostSentences).map((row) => sentence(row, lifelines));
  const rest = rows.length - sentences.length;
  const end = rest > 0 ? [`And ${rest} more.`] : [];
  return [`Lifelines from left to right: ${names.join("; ")}.`, "Time runs down.", ...sentences, ...end]
    .join(" ");
}

function sentence(row: Row, lifelines: readonly Lifeline[]): string {
  const name = (index: number): string => lifelines[index]!.name;
  if (row.kind === "note") return `${name(row.lifeline)}: ${row.text}.`;
  const way = `${name(row.from)} to ${name(row.to)}`;
  if (row.kind === "arrival") return `${way}, arriving now: ${row.text}, ${row.head}.`;
  const calls = [row.tail, row.head].filter((text) => text !== undefined);
  return `${way}: ${row.text}${row.isInferred ? " (inferred)" : ""}${
    calls.length > 0 ? `, ${calls.join(" and ")}` : ""
  }.`;
}
