/**
 * From arguments to values. A walk over the arguments finds the texts of each flag; it refuses an unknown flag, a
 * flag without its value, and one that is given twice. Then every text becomes a value.
 *
 * The walk is our own. `parseArgs` of `@std/cli` reads `--port -1` as a port without a value, `-mhello` as six
 * flags, an empty value as none, and the word `true` after a switch as its value. It does not say that a flag came
 * twice. The tokens of `node:util` would do, but loading it makes every start a fifth longer.
 */
import { withParticle } from "../../base/korean.ts";
import { didYouMean, nearest } from "../../base/nearest.ts";
import type { Command, Invocation } from "./command.ts";
import { commonFlags } from "./common_flags.ts";
import type { Flag, Flags, FlagValues } from "./flag.ts";
import { asUsage } from "./operands.ts";
import { UsageError } from "./usage_error.ts";

/** `maxConnections` as it is typed: `--max-connections`. */
export function flagText(name: string): string {
  return `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** All flags of a command by their names. */
export function flagsOf(command: Command): Flags {
  return { ...command.flags, ...commonFlags };
}

/**
 * Reads what follows the name of a command.
 *
 * @throws {UsageError} At the first thing that is wrong, before anything is done.
 */
export function parseCommandLine<F extends Flags>(
  command: Command<F>,
  args: readonly string[],
): Invocation<F & typeof commonFlags> {
  const flags = flagsOf(command as unknown as Command);
  const { positionals, texts } = walk(args, flags, command.name);
  const values = Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, valueOf(name, flag, texts.get(name))]),
  );
  const given = Object.keys(flags).filter((name) => texts.has(name));
  refuseOtherTransport(command.name, positionals[0], given, flags);
  return { positionals, given: new Set(given), flags: values as FlagValues<F & typeof commonFlags> };
}

interface Walked {
  readonly positionals: readonly string[];
  /** What was given to each flag, none to a switch. */
  readonly texts: ReadonlyMap<string, readonly string[]>;
}

function walk(args: readonly string[], flags: Flags, command: string): Walked {
  const nameOf = new Map<string, string>();
  for (const [name, { short }] of Object.entries(flags)) {
    nameOf.set(flagText(name), name).set(`-${short}`, name);
  }
  // What follows `--` is never a flag, and nobody's value.
  const end = args.includes("--") ? args.indexOf("--") : args.length;
  const positionals: string[] = [];
  const texts = new Map<string, string[]>();
  const words = args.slice(0, end).values();
  for (const word of words) {
    if (!word.startsWith("-") || word === "-") {
      positionals.push(word);
      continue;
    }
    const [typed, joined] = takeApart(word);
    const name = nameOf.get(typed);
    if (name === undefined) throw unknownFlag(word, flags, command);
    const flag = flags[name]!;
    const text = flagText(name);
    if (flag.kind === "switch" && joined !== undefined) {
      throw new UsageError({
        en: `${text} takes no value`,
        ko: `${text}에는 값을 줄 수 없습니다`,
      });
    }
    if (texts.has(name) && !flag.repeatable) {
      throw new UsageError(
        { en: `${text} is given twice`, ko: `${withParticle(text, "이")} 두 번 있습니다` },
        { en: "write it once", ko: "한 번만 쓰세요" },
      );
    }
    const values = texts.get(name) ?? [];
    texts.set(name, values);
    if (flag.kind === "switch") continue;
    const value = joined ?? words.next().value;
    if (value === undefined) {
      const usage = `${text} ${flag.placeholder}`;
      throw new UsageError(
        { en: `${text} needs a value`, ko: `${text}에는 값이 필요합니다` },
        { en: `write ${usage}`, ko: `사용법: ${usage}` },
      );
    }
    values.push(value);
  }
  return { positionals: [...positionals, ...args.slice(end + 1)], texts };
}

/** The flag of `--message=hello` or `-mhello`, and what is joined to it. */
function takeApart(word: string): [typed: string, joined: string | undefined] {
  const [, typed = word, joined] = /^(--[^=]*)=(.*)$/s.exec(word) ?? /^(-[^-])(.+)$/s.exec(word) ?? [];
  return [typed, joined];
}

function unknownFlag(word: string, flags: Flags, command: string): UsageError {
  const [text = ""] = word.split("=");
  const meant = text.startsWith("--") ? nearest(text, Object.keys(flags).map(flagText)) : undefined;
  const list = {
    en: `\`capsock help ${command}\` lists the flags`,
    ko: `플래그 목록은 \`capsock help ${command}\`에 있습니다`,
  };
  return new UsageError(
    { en: `unknown flag ${text}`, ko: `알 수 없는 플래그입니다: ${text}` },
    meant === undefined ? list : didYouMean(meant),
  );
}

function valueOf(name: string, flag: Flag, texts: readonly string[] | undefined): unknown {
  if (flag.kind === "switch") return texts !== undefined;
  const values = texts?.map((text) => asUsage(`${flagText(name)} ${text}`, () => flag.parse(text)));
  return flag.repeatable ? values ?? [] : values === undefined ? flag.initial : values[0];
}

function refuseOtherTransport(
  command: string,
  transport: string | undefined,
  given: readonly string[],
  flags: Flags,
): void {
  if (transport !== "tcp" && transport !== "udp") return;
  for (const name of given) {
    const { only } = flags[name]!;
    if (only !== undefined && only !== transport) {
      const text = flagText(name);
      throw new UsageError({
        en: `${text} works with \`${command} ${only}\` only`,
        ko: `${withParticle(text, "은")} \`${command} ${only}\`에서만 쓸 수 있습니다`,
      });
    }
  }
}
