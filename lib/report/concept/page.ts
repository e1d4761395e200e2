import { callPage } from "../calls/page.ts";
import { wrap } from "../columns.ts";
import { labelled } from "../labelled.ts";
import type { Language } from "../../base/text.ts";
import type { Concept } from "./concept.ts";
import { type ConceptName, conceptNames, concepts } from "./concepts.ts";

const labels = {
  en: { lecture: "lecture", kernel: "kernel", mistake: "mistake", live: "try", exam: "exam", related: "see" },
  ko: { lecture: "강의", kernel: "커널", mistake: "흔한 실수", live: "실행", exam: "시험", related: "관련" },
} as const;

/**
 * The page of a concept in lines that fit `columns` of a terminal. Where the concept is a call, the page ends with
 * its forms in C and Python.
 */
export async function conceptPage(name: ConceptName, language: Language, columns: number): Promise<string> {
  const concept = await concepts[name].load();
  const page = conceptText(titleOf(name, language), concept, language, columns);
  if (concept.call === undefined) return page;
  return `${page}\n\n${await callPage(concept.call, language, columns)}`;
}

/** The part of a page that is about the concept itself. */
export function conceptText(title: string, concept: Concept, language: Language, columns: number): string {
  const { summary, what, code, lecture, kernel, mistake, live, examCase, related } = concept;
  const label = labels[language];
  return [
    ...wrap(`${title}: ${summary[language]}`, columns),
    "",
    ...wrap(what[language], columns),
    "",
    ...labelled([
      ...(code === undefined ? [] : [["C", code.c], ["Python", code.python]] as const),
      [label.lecture, lecture[language]],
      [label.kernel, kernel[language]],
      [label.mistake, mistake[language]],
      [label.live, live.command],
      ["", live.shows[language]],
      ...(examCase === undefined ? [] : [[label.exam, examCase]] as const),
      [label.related, related.join(", ")],
    ], columns),
  ].join("\n");
}

/** Every concept with its sentence, in the order of the lecture. */
export async function conceptList(language: Language, columns: number): Promise<string> {
  const rows = await Promise.all(conceptNames.map(async (name) => {
    const { summary } = await concepts[name].load();
    const local = language === "en" ? "" : `${concepts[name].korean}: `;
    return [name, local + summary[language]] as const;
  }));
  return labelled(rows, columns).join("\n");
}

/** `backlog`, in Korean `백로그(backlog)`. */
function titleOf(name: ConceptName, language: Language): string {
  return language === "en" ? name : `${concepts[name].korean}(${name})`;
}
