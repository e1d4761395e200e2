import { type BaseIssue, type GenericSchema, safeParse } from "valibot";
import { isObject, shown } from "./json_schema.ts";

/** A line that is not what it should be. */
export interface BadLine {
  /** Counts from 1. */
  readonly number: number;
  readonly reason: string;
}

export interface ParsedLines<T> {
  /** In the order of the lines. */
  readonly values: T[];
  readonly bad: BadLine[];
}

/**
 * Reads one object of JSON a line. A line that is none, or not as `schema` has it, is told and costs nothing
 * else.
 *
 * @param missing Says that a key is not there.
 */
export function parseJsonLines<T>(
  text: string,
  schema: GenericSchema<unknown, T>,
  missing: (key: string) => string = (key) => `${key} is missing`,
): ParsedLines<T> {
  const values: T[] = [];
  const bad: BadLine[] = [];
  text.replace(/^\ufeff/, "").split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    const value = parseObject(line);
    if (typeof value === "string") return void bad.push({ number: index + 1, reason: value });
    const { success, output, issues } = safeParse(schema, value, { abortEarly: true });
    if (success) values.push(output);
    else bad.push({ number: index + 1, reason: reasonOf(issues[0], missing) });
  });
  return { values, bad };
}

/** @returns A text when it is none. */
function parseObject(line: string): Readonly<Record<string, unknown>> | string {
  try {
    const value = JSON.parse(line);
    return isObject(value) ? value : "not a JSON object";
  } catch {
    return "not JSON";
  }
}

/** `"series.stretches[0].messages" is negative`. */
function reasonOf({ path, message, input }: BaseIssue<unknown>, missing: (key: string) => string): string {
  if (path === undefined) return message;
  const steps = path.map(({ key }) => typeof key === "number" ? `[${key}]` : `.${shown(String(key))}`);
  const place = `"${steps.join("").slice(1)}"`;
  // Nothing in JSON is `undefined`.
  return input === undefined ? missing(place) : `${place} ${message}`;
}
