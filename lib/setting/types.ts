import { Mistake } from "../base/mistake.ts";
import { formatDuration, parseDuration } from "../base/duration.ts";
import { groupThousands } from "../base/numbers.ts";
import { formatSize, parseSize } from "../base/size.ts";
import { parsePort } from "../protocol/endpoint.ts";

/** What kind of value a setting takes: how its texts are read and written. */
export interface ValueType<T> {
  /** What stands for the value in a help. */
  readonly placeholder: string;
  /** The values there are to choose from. */
  readonly choices?: readonly string[];
  /** @throws {Mistake} With what is wrong with the text. */
  parse(text: string): T;
  /** As short as people type it; {@linkcode parse} reads it back. */
  format(value: T): string;
}

/** A duration in milliseconds. */
export function duration(lowestMs = 1): ValueType<number> {
  return {
    placeholder: "DURATION",
    parse: (text) => {
      const milliseconds = parseDuration(text);
      if (milliseconds < lowestMs) {
        const lowest = formatDuration(lowestMs);
        throw new Mistake({ en: `must be at least ${lowest}`, ko: `${lowest} 이상이어야 합니다` });
      }
      return milliseconds;
    },
    format: (milliseconds) => milliseconds === 0 ? "0" : formatDuration(milliseconds).replace(" ", ""),
  };
}

/** The bounds of a number, both included. */
export interface Bounds {
  readonly lowest: number;
  readonly highest: number;
}

function within(value: number, { lowest, highest }: Bounds): number {
  if (value >= lowest && value <= highest) return value;
  const [from, to] = [groupThousands(lowest), groupThousands(highest)];
  throw new Mistake({ en: `must be from ${from} to ${to}`, ko: `${from} 이상 ${to} 이하여야 합니다` });
}

/** A whole number. */
export function wholeNumber(lowest: number, highest: number): ValueType<number> {
  return {
    placeholder: "N",
    parse: (text) => {
      if (!/^[0-9]{1,15}$/.test(text)) {
        throw new Mistake({ en: "not a whole number", ko: "0 이상의 정수가 아닙니다" });
      }
      return within(Number(text), { lowest, highest });
    },
    format: String,
  };
}

/** A size in bytes. */
export function size(lowest: number, highest: number): ValueType<number> {
  return {
    placeholder: "SIZE",
    parse: (text) => within(parseSize(text), { lowest, highest }),
    format: (bytes) => formatSize(bytes).replace(/ B$| /, ""),
  };
}

/** A size in bytes, or a range of them with both ends in it: `64`, `1KiB`, `64-1KiB`. */
export function sizeRange(lowest: number, highest: number): ValueType<Bounds> {
  const { parse, format } = size(lowest, highest);
  return {
    placeholder: "SIZE[-SIZE]",
    parse: (text) => {
      const [from, to = from, ...more] = text.split("-").map(parse) as [number, ...number[]];
      if (more.length > 0) {
        throw new Mistake({
          en: "not a range; write 64-1024",
          ko: "범위가 아닙니다. 64-1024처럼 입력하세요",
        });
      }
      if (from > to) {
        throw new Mistake({ en: "write the smaller size first", ko: "작은 크기를 먼저 쓰세요" });
      }
      return { lowest: from, highest: to };
    },
    format: ({ lowest: from, highest: to }) => from === to ? format(from) : `${format(from)}-${format(to)}`,
  };
}

/** A port number; 0, where the system chooses one, if `lowest` says so. */
export function portNumber(lowest: 0 | 1): ValueType<number> {
  return { placeholder: "PORT", parse: (text) => parsePort(text, lowest), format: String };
}

/** Any text that `check` gives back. */
export function anyText(placeholder: string, check = (text: string): string => text): ValueType<string> {
  return { placeholder, parse: check, format: (text) => text };
}

/** One of several words. */
export function oneOf<T extends string>(choices: readonly T[]): ValueType<T> {
  return {
    placeholder: choices.join("|"),
    choices,
    parse: (text) => {
      const chosen = choices.find((choice) => choice === text);
      if (chosen === undefined) {
        const list = choices.join(", ");
        throw new Mistake({ en: `not one of ${list}`, ko: `${list} 중 하나가 아닙니다` });
      }
      return chosen;
    },
    format: (choice) => choice,
  };
}

/** A name that `table` has. */
export function nameIn<T extends string>(table: Readonly<Record<T, unknown>>): ValueType<T> {
  return oneOf(Object.keys(table) as T[]);
}
