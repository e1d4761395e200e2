/**
 * The pages of the socket calls, as `help CALL` of the shell shows them: `forms.ts` has what is the same in
 * every language (C, Python, the errors), `en.ts` and `ko.ts` have the sentences, and this file sets the
 * page.
 *
 * @module
 */
import { columnsOf, pad, wrap } from "../columns.ts";
import type { Language } from "../../base/text.ts";
import { callsEn } from "./en.ts";
import { type CallForm, type CallName, type CallTexts, forms, pythonClasses } from "./forms.ts";
import { callsKo } from "./ko.ts";

const width = 80;

const texts: Record<Language, CallTexts> = { en: callsEn, ko: callsKo };

const headings = {
  en: { returns: "returns", blocks: "blocks", errors: "errors", here: "capsock" },
  ko: { returns: "반환값", blocks: "대기", errors: "오류", here: "capsock" },
} as const;

/** The page of one socket call: its forms in C and Python, and what is to be known of it. */
export function callPage(name: CallName, language: Language): string {
  const form: CallForm = forms[name];
  const { summary, parameters, returns, blocks, errors, here } = texts[language][name];
  const heading = headings[language];
  return [
    `${name}: ${summary}`,
    "",
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

/** Two columns within the screen. */
function rows(pairs: readonly (readonly [string, string])[]): string[] {
  const left = Math.max(...pairs.map(([label]) => columnsOf(label)));
  const indent = " ".repeat(left + 4);
  return pairs.flatMap(([label, text]) =>
    wrap(text, width - indent.length).map((line, index) =>
      index === 0 ? `  ${pad(label, left)}  ${line}` : `${indent}${line}`
    )
  );
}
