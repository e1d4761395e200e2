/** The languages in which everything exists that a person reads. */
export const languages = ["en", "ko"] as const;
export type Language = typeof languages[number];

/** The language of a locale like `ko-KR`; English where there is no other. */
export function languageOf(locale: string): Language {
  return /^ko\b/i.test(locale) ? "ko" : "en";
}

/**
 * What a person reads, in every language side by side: the same facts stand in all of them. A set of many
 * sentences stands in a table a language instead (`en.ts`, `ko.ts`), of which only one is loaded.
 */
export type Text = Readonly<Record<Language, string>>;

/** What reads the same in every language: an address, a name, what somebody typed, the lecture's own lines. */
export function sameInAll(text: string): Text {
  return { en: text, ko: text };
}

/** Whether an event's value is a sentence, that each reader gets in one language. */
export function isText(value: unknown): value is Text {
  return typeof value === "object" && value !== null && Object.keys(value).join() === languages.join();
}

/** A measured duration: `0.2 ms`, `312 ms`. */
export function milliseconds(durationMs: number): string {
  return `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`;
}
