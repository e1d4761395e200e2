import { type BaseIssue, type GenericSchema, safeParse } from "valibot";
import { withParticle } from "./korean.ts";
import { isObject, said, shown } from "./json_schema.ts";
import type { Text } from "./text.ts";

/** A line that is not what it should be. */
export interface BadLine {
  /** Counts from 1. */
  readonly number: number;
  readonly reason: Text;
}

export interface ParsedLines<T> {
  /** In the order of the lines. */
  readonly values: T[];
  readonly bad: BadLine[];
}

/**
 * Reads one object of JSON a line. A line that is no object, or that does not fit `schema`, is told; the others
 * are read all the same.
 *
 * @param missing Says that a key is not there. The key comes in quotes.
 */
export function parseJsonLines<T>(
  text: string,
  schema: GenericSchema<unknown, T>,
  missing: (key: string) => Text = (key) => ({
    en: `${key} is missing`,
    ko: `${withParticle(key, "이")} 없습니다`,
  }),
): ParsedLines<T> {
  const values: T[] = [];
  const bad: BadLine[] = [];
  text.replace(/^\ufeff/, "").split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    const tell = (reason: Text): void => void bad.push({ number: index + 1, reason });
    const value = parseJson(line);
    if (value === undefined) return tell({ en: "not JSON", ko: "JSON이 아닙니다" });
    if (!isObject(value)) return tell({ en: "not a JSON object", ko: "JSON 객체가 아닙니다" });
    const { success, output, issues } = safeParse(schema, value, { abortEarly: true });
    if (success) values.push(output);
    else tell(reasonOf(issues[0], missing));
  });
  return { values, bad };
}

/** @returns Undefined for what is not JSON. */
function parseJson(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** `"series.stretches[0].messages" is negative`. */
function reasonOf({ path, message, input }: BaseIssue<unknown>, missing: (key: string) => Text): Text {
  const { en, ko } = said(message);
  if (path === undefined) return { en, ko };
  const steps = path.map(({ key }) => typeof key === "number" ? `[${key}]` : `.${shown(String(key))}`);
  const place = `"${steps.join("").slice(1)}"`;
  // Nothing in JSON is `undefined`.
  return input === undefined ? missing(place) : { en: `${place} ${en}`, ko: `${place}: ${ko}` };
}
