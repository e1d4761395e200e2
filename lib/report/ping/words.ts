import type { Language } from "../../base/text.ts";
import type { PingWords } from "./en.ts";

const tables: Record<Language, () => Promise<PingWords>> = {
  en: async () => (await import("./en.ts")).pingEn,
  ko: async () => (await import("./ko.ts")).pingKo,
};

/** What `ping` says in `language`. Only that one is loaded. */
export function pingWords(language: Language): Promise<PingWords> {
  return tables[language]();
}
