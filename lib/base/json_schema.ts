import * as v from "valibot";
import { visibleText } from "./visible.ts";

/**
 * What the keys of an object of JSON may hold. Every message goes on where the name of the key ends:
 * `"connections" is negative`.
 */

const longestShown = 40;

/** A text that came in, as a message shows it. */
export function shown(text: string): string {
  return visibleText(text.slice(0, longestShown));
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

export const anyObject = v.custom<Readonly<Record<string, unknown>>>(isObject, "is not an object");

/** Keys that it does not name are passed over. */
export function object<const E extends v.ObjectEntries>(entries: E) {
  return v.pipe(anyObject, v.object(entries));
}

/** @param kind What every item is, told when one is something else. */
export function list<const S extends v.GenericSchema>(
  item: S,
  isItem: (value: unknown) => boolean,
  kind: string,
) {
  const all = v.pipe(v.array(v.unknown(), "is not a list"), v.everyItem(isItem, `holds what is not ${kind}`));
  return v.pipe(all, v.array(item));
}

export const text = v.custom<string>(isText, "is not a text");

export function oneOf<const T extends readonly string[]>(choices: T) {
  return v.pipe(text, v.picklist(choices, ({ input }) => `is "${shown(String(input))}"`));
}

export const trueOrFalse = v.boolean("is neither true nor false");

/** A number that is not negative. */
export const number = v.pipe(
  v.number("is not a number"),
  v.finite("is not a number"),
  v.minValue(0, "is negative"),
);

export function numberTo(highest: number) {
  return v.pipe(number, v.maxValue(highest, `is larger than ${highest}`));
}

/** How many of something there are. */
export const count = v.pipe(number, v.safeInteger("is not a whole number"));
