/**
 * A setting is a value that somebody may choose with a text: a flag's, or whatever else has values with a help, a
 * range and a default. What kind of value it is (`types.ts`) knows how its texts are read and written, so that
 * neither a range nor a default is ever written a second time for those who read about it.
 *
 * @module
 */
import { sameInAll, type Text } from "../base/text.ts";
import type { ValueType } from "./types.ts";

export interface Setting<T, I = T> {
  /** One line: what it decides. */
  readonly help: Text;
  /** What stands for the value in the help. */
  readonly placeholder: string;
  /** The values there are to choose from. */
  readonly choices?: readonly string[];
  /** The value when none is chosen. */
  readonly initial: I;
  /** How the help writes that value; empty where there is nothing to say. */
  readonly initialText: Text;
  /** @throws {Mistake} With what is wrong with the text. */
  parse(text: string): T;
}

export interface SettingOptions<I> {
  /** Left out, it lists the choices, and `NAME` stands for one of them. */
  readonly help?: Text;
  readonly initial?: I;
  /** Only where the default depends on something or goes without saying: else it is the text of the value. */
  readonly initialText?: Text;
}

/** Declares a setting; without `initial` its value is `undefined` when none is chosen. */
export function setting<T, const I extends T | undefined = undefined>(
  { format, ...type }: ValueType<T>,
  { help, initial, initialText }: SettingOptions<I>,
): Setting<T, I> {
  const { choices = [] } = type;
  return {
    ...type,
    help: help ?? alternatives(choices),
    ...(help === undefined && { placeholder: "NAME" }),
    initial: initial as I,
    initialText: initialText ?? sameInAll(initial === undefined ? "" : format(initial)),
  };
}

/** `upper, echo or discard`. */
function alternatives(words: readonly string[]): Text {
  const list = words.join(", ");
  return { en: list.replace(/, ([^,]*)$/, " or $1"), ko: `${list} 중 하나` };
}
