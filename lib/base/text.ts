/** The languages of everything that a person reads. */
export const languages = ["en", "ko"] as const;
export type Language = typeof languages[number];

/** The language of a locale such as `ko-KR`; English for all locales that have no language here. */
export function languageOf(locale: string): Language {
  return /^ko\b/i.test(locale) ? "ko" : "en";
}

/**
 * A text for a person, in every language side by side, with the same facts in each. A large set of sentences has
 * one table for each language instead (`en.ts`, `ko.ts`), and only one of them is loaded.
 */
export type Text = Readonly<Record<Language, string>>;

/** A text that is the same in every language: an address, a name, typed text, the lines of the lecture. */
export function sameInAll(text: string): Text {
  return { en: text, ko: text };
}

/** Whether a value of an event is a sentence in all languages. */
export function isText(value: unknown): value is Text {
  return typeof value === "object" && value !== null && Object.keys(value).join() === languages.join();
}

/** A measured duration: `0.2 ms`, `312 ms`. */
export function milliseconds(durationMs: number): string {
  return `${durationMs < 10 ? durationMs.toFixed(1) : Math.round(durationMs)} ms`;
}
