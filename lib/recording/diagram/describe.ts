import { withParticle } from "../../base/korean.ts";
import type { Language, Text } from "../../base/text.ts";
import type { Diagram, Lifeline, Row } from "./diagram.ts";

/** Nobody listens to more sentences than this. */
const mostSentences = 60;

/** Tells a diagram row by row. */
export function describeDiagram(
  { lifelines, rows, waits }: Pick<Diagram, "lifelines" | "rows" | "waits">,
  language: Language,
): string {
  const names = lifelines.map(({ name, address }) =>
    address === "" ? name : { en: `${name} at ${address}`, ko: `${name}(${address})` }[language]
  ).join("; ");
  const ended = Map.groupBy(waits, ({ to }) => to);
  const sentences = rows.slice(0, mostSentences).map((row, index) => {
    const waited = (ended.get(index) ?? []).map(({ lifeline }) => lifelines[lifeline]!.name);
    return [sentence(row, lifelines, language), ...waited.map((name) => waitedText(name)[language])].join(
      " ",
    );
  });
  const rest = rows.length - sentences.length;
  const end = { en: `${rest} more rows follow.`, ko: `그 밖에 ${rest}행이 더 있습니다.` }[language];
  return [
    {
      en: `Lifelines from left to right: ${names}. Time runs down.`,
      ko: `왼쪽부터 생명선: ${names}. 시간은 아래로 흐릅니다.`,
    }[language],
    ...sentences,
    ...rest > 0 ? [end] : [],
  ].join(" ");
}

function waitedText(name: string): Text {
  return { en: `${name} waited until then.`, ko: `${withParticle(name, "은")} 그때까지 대기함.` };
}

function sentence(row: Row, lifelines: readonly Lifeline[], language: Language): string {
  const name = (index: number): string => lifelines[index]!.name;
  if (row.kind === "pause") {
    return { en: "Nothing happens for a while.", ko: "한동안 아무 일도 없음." }[language];
  }
  if (row.kind === "note") return `${name(row.lifeline)}: ${row.text}.`;
  const [from, to, { text }] = [name(row.from), name(row.to), row];
  if (row.kind === "arrival") {
    const { head } = row;
    return {
      en: `${from} to ${to}, arriving now: ${text}, ${head}.`,
      ko: `${from}에서 ${withParticle(to, "으로")}, 이제 도착: ${text}, ${head}.`,
    }[language];
  }
  const inferred = row.isInferred ? { en: " (inferred)", ko: "(추론)" }[language] : "";
  const what = [text + inferred, row.tail, row.head].filter((part) => part !== undefined).join(", ");
  return {
    en: `${from} to ${to}: ${what}.`,
    ko: `${from}에서 ${withParticle(to, "으로")}: ${what}.`,
  }[language];
}
