import type { Sentence } from "./sentences.ts";

const list = new URL("../../tests/unreached.txt", import.meta.url);

/** A line of tests/unreached.txt: `path: first words — reason`. */
export interface Unreached {
  /** From lib/ on. */
  readonly path: string;
  readonly words: string;
  readonly reason: string;
}

export async function readUnreached(): Promise<Unreached[]> {
  const lines = (await Deno.readTextFile(list)).split("\n").filter((line) => line !== "");
  return lines.map((line) => {
    const parts = /^(\S+): (.+) — (.+)$/.exec(line);
    if (parts === null) throw new Error(`not "path: first words — reason": ${line}`);
    const [, path = "", words = "", reason = ""] = parts;
    return { path, words, reason };
  });
}

export function isAbout({ path, words }: Unreached, sentence: Sentence): boolean {
  return sentence.path === path && sentence.text.startsWith(words);
}

const wordsShown = 90;

/** The sentence as the list names it: whole words, without the dash that the reason follows. */
export function nameOf({ path, text }: Sentence): string {
  const [start = ""] = text.split(" — ");
  const words = start.length > wordsShown ? start.slice(0, start.lastIndexOf(" ", wordsShown)) : start;
  return `${path}: ${words}`;
}
