import { type ConceptName, conceptNames, concepts } from "./concepts.ts";

/** Everything that can be typed for a concept: its name, that in Korean, and its other words. */
export function wordsFor(name: ConceptName): string[] {
  const { korean, words } = concepts[name];
  return [name, korean, ...words];
}

/** Everything that can be typed for any concept. */
export const conceptWords: readonly string[] = conceptNames.flatMap(wordsFor);

/** The concept that somebody means. `time-wait`, `TIME_WAIT` and `time wait` are the same. */
export function findConcept(typed: string): ConceptName | undefined {
  const wanted = plain(typed);
  if (wanted === "") return undefined;
  return conceptNames.find((name) => wordsFor(name).some((word) => plain(word) === wanted));
}

/** What is left when nobody minds case, blanks, hyphens, brackets and quotes. */
function plain(text: string): string {
  return text.normalize("NFC").toLowerCase().replace(/[^\p{L}\p{N}.:]/gu, "");
}
