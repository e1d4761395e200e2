/**
 * The forms of the socket calls, with which the pages of their concepts end: `forms.ts` has what is the same in
 * every language (C, Python, the errors), `en.ts` and `ko.ts` have the sentences, and this file sets them in
 * columns.
 *
 * @module
 */
import { labelled } from "../labelled.ts";
import type { Language } from "../../base/text.ts";
import { type CallForm, type CallName, type CallTexts, forms, pythonClasses } from "./forms.ts";

/** Only the language that is wanted is loaded. */
const texts: Record<Language, () => Promise<CallTexts>> = {
  en: async () => (await import("./en.ts")).callsEn,
  ko: async () => (await import("./ko.ts")).callsKo,
};

const headings = {
  en: { returns: "returns", blocks: "blocks", errors: "errors", here: "capsock" },
  ko: { returns: "반환값", blocks: "대기", errors: "오류", here: "capsock" },
} as const;

/** One socket call: its forms in C and Python, and what is to be known of them, within `columns`. */
export async function callPage(name: CallName, language: Language, columns: number): Promise<string> {
  const form: CallForm = forms[name];
  const { parameters, returns, blocks, errors, here } = (await texts[language]())[name];
  const heading = headings[language];
  const rows = (pairs: readonly (readonly [string, string])[]): string[] => labelled(pairs, columns);
  return [
    ...rows([["C", form.c], ["Python", form.python]]),
    "",
    ...rows(form.parameters.map((parameter) => [parameter, textOf(parameters, parameter)])),
    "",
    ...rows([[heading.returns, returns], [heading.blocks, blocks], [heading.here, here]]),
    "",
    heading.errors,
    ...rows(form.errors.map((error) => [error, errorText(error, textOf(errors, error))])),
  ].join("\n");
}

/** The types of the tables say that it is there. */
function textOf(table: Readonly<Record<string, string>>, key: string): string {
  return table[key]!;
}

function errorText(error: string, meaning: string): string {
  const pythonClass = pythonClasses[error];
  return pythonClass === undefined ? meaning : `${meaning} (Python: ${pythonClass})`;
}
