import * as v from "valibot";
import { withParticle } from "./korean.ts";
import { sameInAll, type Text } from "./text.ts";
import { visibleText } from "./visible.ts";

/**
 * What the keys of an object of JSON may hold. A message follows the name of the key: `"connections" is negative`,
 * and after a colon in Korean.
 */

const longestShown = 40;

/** A sentence as the message of a schema, which can only be a string. */
export function saying(text: Text): string {
  return JSON.stringify(text);
}

/** The sentence that {@linkcode saying} made a message of. */
export function said(message: string): Text {
  return message.startsWith("{") ? JSON.parse(message) : sameInAll(message);
}

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

export const anyObject = v.custom<Readonly<Record<string, unknown>>>(
  isObject,
  saying({ en: "is not an object", ko: "객체가 아닙니다" }),
);

/** Keys that it does not name are skipped. */
export function object<const E extends v.ObjectEntries>(entries: E) {
  return v.pipe(anyObject, v.object(entries));
}

/** @param kind What every item is, with its article; told when one is something else. */
export function list<const S extends v.GenericSchema>(
  item: S,
  isItem: (value: unknown) => boolean,
  kind: Text,
) {
  const { en, ko } = kind;
  return v.pipe(
    v.array(v.unknown(), saying({ en: "is not a list", ko: "목록이 아닙니다" })),
    v.everyItem(
      isItem,
      saying({
        en: `holds something that is not ${en}`,
        ko: `${withParticle(ko, "이")} 아닌 항목이 있습니다`,
      }),
    ),
    v.array(item),
  );
}

export const text = v.custom<string>(isText, saying({ en: "is not a text", ko: "문자열이 아닙니다" }));

export function oneOf<const T extends readonly string[]>(choices: T) {
  return v.pipe(
    text,
    v.picklist(choices, ({ input }) => {
      const value = shown(String(input));
      return saying({
        en: `is "${value}", which is not known`,
        ko: `알 수 없는 값입니다("${value}")`,
      });
    }),
  );
}

export const trueOrFalse = v.boolean(
  saying({ en: "is neither true nor false", ko: "true도 false도 아닙니다" }),
);

const notNumber = saying({ en: "is not a number", ko: "숫자가 아닙니다" });

/** A number that is not negative. */
export const number = v.pipe(
  v.number(notNumber),
  v.finite(notNumber),
  v.minValue(0, saying({ en: "is negative", ko: "음수입니다" })),
);

export function numberTo(highest: number) {
  return v.pipe(
    number,
    v.maxValue(highest, saying({ en: `is larger than ${highest}`, ko: `${highest}보다 큽니다` })),
  );
}

/** How many of something there are. */
export const count = v.pipe(
  number,
  v.safeInteger(saying({ en: "is not a whole number", ko: "정수가 아닙니다" })),
);
