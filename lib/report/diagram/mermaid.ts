import type { Language, Text } from "../../base/text.ts";
import type { Diagram, Lifeline, Pause, Row, Wait } from "../../recording/diagram/diagram.ts";

/** A sequence diagram for Mermaid, which GitHub and many editors draw. */
export function mermaid({ language, title, lifelines, rows, waits, legend }: Diagram): string {
  const [begun, ended] = [Map.groupBy(waits, ({ from }) => from), Map.groupBy(waits, ({ to }) => to)];
  return [
    "sequenceDiagram",
    `  accTitle: ${escapeMermaid(title)}`,
    ...lifelines.map(participant),
    ...rows.flatMap((row, index) => [
      ...(row.kind === "pause" ? [] : [`  ${rowLine(row)}`]),
      ...activations(ended.get(index), "deactivate"),
      ...activations(begun.get(index), "activate"),
    ]),
    ...legend.some(({ sign }) => sign === "dashed") ? [dashedNote(lifelines, language)] : [],
  ].join("\n");
}

function participant({ name, address }: Lifeline, index: number): string {
  const label = [name, address].filter((text) => text !== "").map(escapeMermaid).join("<br/>");
  return `  participant ${idOf(index)} as ${label}`;
}

function idOf(lifeline: number): string {
  return `P${lifeline + 1}`;
}

/** Mermaid draws a bar where a lifeline is active: here, where it waits. */
function activations(waits: readonly Wait[] = [], word: "activate" | "deactivate"): string[] {
  return waits.map(({ lifeline }) => `  ${word} ${idOf(lifeline)}`);
}

function rowLine(row: Exclude<Row, Pause>): string {
  if (row.kind === "note") return `Note over ${idOf(row.lifeline)}: ${escapeMermaid(row.text)}`;
  const [from, to] = [idOf(row.from), idOf(row.to)];
  if (row.kind === "arrival") {
    return `${from}->>${to}: ${escapeMermaid(`${row.text} → ${row.head} (${row.tag})`)}`;
  }
  const { tail, head, text, tag, isInferred, isLost } = row;
  const calls = [tail, text, head].filter((label) => label !== undefined).join(" → ");
  if (tag !== undefined) return `Note over ${from}: ${escapeMermaid(`${calls} (${tag})`)}`;
  const arrow = isLost ? "-x" : isInferred ? "-->>" : "->>";
  return `${from}${arrow}${to}: ${escapeMermaid(calls)}`;
}

const dashed: Text = { en: "dashed: inferred from the calls", ko: "점선: 호출로 추론함" };

function dashedNote(lifelines: readonly Lifeline[], language: Language): string {
  const ends = lifelines.length < 2 ? idOf(0) : `${idOf(0)},${idOf(lifelines.length - 1)}`;
  return `  Note over ${ends}: ${dashed[language]}`;
}

/** A character that means something to Mermaid is written as its number (`#35;`). */
function escapeMermaid(text: string): string {
  return text.replace(/[#;<>&"'`%\\{}]/g, (character) => `#${character.codePointAt(0)};`);
}
