/** The languages in which explanations, hints and lessons exist. */
export const languages = ["en", "ko"] as const;
export type Language = typeof languages[number];

/** The language of a locale like `ko-KR`; English where there is no other. */
export function languageOf(locale: string): Language {
  return /^ko\b/i.test(locale) ? "ko" : "en";
}
