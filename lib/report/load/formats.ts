/**
 * What `load` writes, one file a format, and the table of them all; `parse.ts` reads the JSON again for
 * `--merge`. A `LoadResult` comes in. `measure/load/limit.ts` decides what
 * its limit was; `en.ts` and `ko.ts` have the words.
 *
 * @module
 */
import type { Language } from "../../base/text.ts";
import type { LoadResult } from "../../measure/load/result.ts";
import { loadWords } from "./words.ts";

/** Writes a result, without the line break at its end. Text fits in `columns`. */
export type LoadReport = (result: LoadResult, columns: number) => string;

/** Finds a format. It and its words are loaded when they are asked for: that keeps the start of every command short. */
type Loader = (language: Language) => Promise<LoadReport>;

/** Every format there is for the result of a load. */
export const loadFormats = {
  text: async (language) => {
    const [{ loadText }, words] = await Promise.all([import("./text.ts"), loadWords(language)]);
    return (result, columns) => loadText(result, words, columns);
  },
  json: async () => (await import("./json.ts")).loadSummaryJson,
  svg: async (language) => {
    const [{ loadSvg }, words] = await Promise.all([import("./svg.ts"), loadWords(language)]);
    return (result) => loadSvg(result, words);
  },
} satisfies Record<string, Loader>;

export type LoadFormat = keyof typeof loadFormats;
