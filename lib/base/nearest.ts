import { closestString } from "@std/text/closest-string";
import { levenshteinDistance } from "@std/text/levenshtein-distance";
import type { Text } from "./text.ts";

/** The one of `words` that somebody probably meant; `undefined` if no word is near. */
export function nearest(typed: string, words: readonly string[]): string | undefined {
  const most = Math.max(2, Math.floor(typed.length / 3));
  // A distance takes as long as both words together have pairs of letters: a typed one may have millions.
  const near = words.filter(({ length }) => Math.abs(length - typed.length) <= most);
  if (near.length === 0) return undefined;
  const word = closestString(typed, near);
  const distance = levenshteinDistance(typed.toLowerCase(), word.toLowerCase());
  // Two short words can be near each other without one letter in common.
  if (distance >= Math.max(typed.length, word.length)) return undefined;
  return distance <= most ? word : undefined;
}

/** The question that goes with a word that {@linkcode nearest} found. */
export function didYouMean(word: string): Text {
  return { en: `did you mean ${word}?`, ko: `혹시 ${word}입니까?` };
}
