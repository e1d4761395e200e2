import { maxDurationMs, parseDuration } from "../../base/duration.ts";
import { parsePort } from "../../protocol/endpoint.ts";
import type { Transport } from "../../protocol/transport.ts";
import { parseSize } from "../../base/size.ts";
import { groupThousands } from "../../base/numbers.ts";

interface Described {
  /** One line for the help. */
  readonly help: string;
  /** A single letter or digit. */
  readonly short?: string;
  /** The one transport it goes with. */
  readonly only?: Transport;
}

/** A flag that takes a value. */
export interface ValueFlag<T> extends Described {
  readonly kind: "value";
  /** What stands for the value in the help. */
  readonly placeholder: string;
  /** The value when the flag is not given. */
  readonly initial: T;
  /** How the help writes that value; left out where there is nothing to say. */
  readonly initialText?: string;
  /** The values there are to choose from. */
  readonly choices?: readonly string[];
  readonly repeatable: boolean;
  /** @throws {RangeError} With what is wrong with one of the texts. */
  parse(texts: readonly string[]): T;
}

/** A flag that is there or not. */
export interface SwitchFlag extends Described {
  readonly kind: "switch";
  readonly initial: false;
}

// deno-lint-ignore no-explicit-any
export type Flag = ValueFlag<any> | SwitchFlag;
export type Flags = Readonly<Record<string, Flag>>;

/** The values that a set of flags gives, by their names. */
export type FlagValues<F extends Flags> = {
  readonly [Name in keyof F]: F[Name] extends ValueFlag<infer T> ? T : boolean;
};

type Single<T> = Described & { initial: T; initialText?: string; placeholder?: string };

function single<T, I>(
  options: Single<I> & { placeholder: string },
  parse: (text: string) => T,
  choices?: readonly string[],
): ValueFlag<T | I> {
  return {
    kind: "value",
    repeatable: false,
    ...options,
    ...(choices && { choices }),
    parse: (texts) => parse(texts[0]!),
  };
}

/** A flag without a value. */
export function switchFlag(options: Described): SwitchFlag {
  return { kind: "switch", initial: false, ...options };
}

/** A duration in milliseconds. */
export function durationFlag<I extends number | undefined>(
  options: Single<I> & { lowestMs?: number },
): ValueFlag<number | I> {
  const { lowestMs = 0, ...rest } = options;
  return single({ placeholder: "DURATION", ...rest }, (text) => {
    const milliseconds = parseDuration(text);
    if (milliseconds < lowestMs) throw new RangeError("must be longer");
    return milliseconds;
  });
}

/** The bounds of a number, both included. */
interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

/** Sizes in bytes, both included. */
export type SizeRange = Bounds;

/** A size in bytes. */
export function sizeFlag<I extends number | undefined>(options: Single<I> & Bounds): ValueFlag<number | I> {
  const { lowest, highest, ...rest } = options;
  return single({ placeholder: "SIZE", ...rest }, (text) => within(parseSize(text), { lowest, highest }));
}

/** A size in bytes, or a range of them with both ends in it: `64`, `1KiB`, `64-1KiB`. */
export function sizeRangeFlag(
  options: Single<SizeRange> & Bounds,
): ValueFlag<SizeRange> {
  const { lowest: floor, highest: ceiling, ...rest } = options;
  return single({ placeholder: "SIZE[-SIZE]", ...rest }, (text) => {
    const [lowest, highest = lowest, ...more] = text.split("-").map((part) => {
      return within(parseSize(part), { lowest: floor, highest: ceiling });
    }) as [number, ...number[]];
    if (more.length > 0) throw new RangeError("not a range; write 64-1024");
    if (lowest > highest) throw new RangeError("the larger size comes last");
    return { lowest, highest };
  });
}

/** A whole number. */
export function countFlag<I extends number | undefined>(options: Single<I> & Bounds): ValueFlag<number | I> {
  const { lowest, highest, ...rest } = options;
  return single({ placeholder: "N", ...rest }, (text) => {
    if (!/^[0-9]{1,15}$/.test(text)) throw new RangeError("not a whole number");
    return within(Number(text), { lowest, highest });
  });
}

function within(value: number, { lowest, highest }: Bounds): number {
  if (value < lowest || value > highest) {
    throw new RangeError(
      `must be from ${groupThousands(lowest)} to ${groupThousands(highest)}`,
    );
  }
  return value;
}

/** A port number; 0, where the system chooses, if `lowest` says so. */
export function portFlag(
  options: Described & { lowest: 0 | 1; initialText?: string },
): ValueFlag<number | undefined> {
  const { lowest, ...rest } = options;
  return single({ placeholder: "PORT", initial: undefined, ...rest }, (text) => parsePort(text, lowest));
}

/** Any text. */
export function textFlag<I extends string | undefined>(
  options: Single<I> & { placeholder: string; check?: (text: string) => string },
): ValueFlag<string | I> {
  const { check = (text: string) => text, ...rest } = options;
  return single(rest, check);
}

/** Any text, as often as wanted. */
export function textsFlag(options: Described & { placeholder: string }): ValueFlag<readonly string[]> {
  return { kind: "value", repeatable: true, initial: [], ...options, parse: (texts) => texts };
}

/** One of several words. */
export function choiceFlag<T extends string, I extends T | undefined>(
  choices: readonly T[],
  options: Single<I>,
): ValueFlag<T | I> {
  const parse = (text: string): T => {
    const chosen = choices.find((choice) => choice === text);
    if (chosen === undefined) throw new RangeError(`not one of ${choices.join(", ")}`);
    return chosen;
  };
  return single(
    { placeholder: choices.join("|"), initialText: options.initial ?? "", ...options },
    parse,
    choices,
  );
}

/** The longest time that can be asked for. */
export const longestMs = maxDurationMs;
