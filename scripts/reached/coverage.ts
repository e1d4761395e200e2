import type { Sentence } from "./sentences.ts";

/** How often the lines and the functions of one file ran. */
interface Counts {
  readonly lines: Map<number, number>;
  /** Lines on which a branch begins that never ran. */
  readonly skipped: Set<number>;
  /** By `line name`. */
  readonly functions: Map<string, number>;
}

/** What ran, read from the format of lcov. */
export class Coverage {
  readonly #files = new Map<string, Counts>();

  constructor(lcov: string) {
    let counts: Counts = { lines: new Map(), skipped: new Set(), functions: new Map() };
    let lineOfFunction: [line: string, name: string][] = [];
    for (const record of lcov.split("\n")) {
      const [, kind, value = ""] = /^(\w+):(.*)$/.exec(record) ?? [];
      const [first = "", ...others] = value.split(",");
      const second = others.join(",");
      if (kind === "SF") {
        counts = { lines: new Map(), skipped: new Set(), functions: new Map() };
        lineOfFunction = [];
        this.#files.set(value.replaceAll("\\", "/").replace(/^.*\/lib\//, ""), counts);
      } else if (kind === "DA") counts.lines.set(Number(first), Number(second));
      else if (kind === "BRDA" && /,(0|-)$/.test(value)) counts.skipped.add(Number(first));
      else if (kind === "FN") lineOfFunction.push([first, second]);
      else if (kind === "FNDA") {
        // Functions of one name are counted in the order in which they stand.
        const at = lineOfFunction.findIndex(([, name]) => name === second);
        const [[line]] = lineOfFunction.splice(at, 1) as [[string, string]];
        counts.functions.set(`${line} ${second}`, Number(first));
      }
    }
  }

  reached({ path, lines, functions }: Sentence): boolean {
    const counts = this.#files.get(path);
    if (counts === undefined) return false;
    return lines.every((line) => counts.lines.get(line) !== 0 && !counts.skipped.has(line)) &&
      functions.every(({ line, name }) => (counts.functions.get(`${line} ${name}`) ?? 0) > 0);
  }
}
