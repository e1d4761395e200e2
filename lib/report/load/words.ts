import type { Language } from "../../base/text.ts";
import type { LoadWords } from "./en.ts";

const tables: Record<Language, () => Promise<LoadWords>> = {
  en: async () => (await import("./en.ts")).loadEn,
  ko: async () => (await import("./ko.ts")).loadKo,
};

/** What `load` says in `language`. Only that one is loaded. */
export function loadWords(language: Language): Promise<LoadWords> {
  return tables[language]();
}
