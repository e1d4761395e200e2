/**
 * From arguments to values: a walk over the arguments finds the texts of each flag, and refuses what is no flag,
 * lacks its value or stands there twice; then every text becomes a value.
 *
 * The walk is ours. `parseArgs` of `@std/cli` takes `--port -1` for a port without a value, `-mhello` for six
 * flags, an empty value for none and the word `true` after a switch for its value, and does not tell that a flag
 * came twice: once all that is set right in front of it, nothing is left for it to do. The tokens that `node:util`
 * makes would do, but loading it makes every start a fifth longer.
 */
import { nearest } from "../../base/nearest.ts";
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
    if (flag.kind === "switch" && joined !== undefined) throw new UsageError(`${text} takes no value`);
    if (texts.has(name) && !flag.repeatable) {
      throw new UsageError(`${text} is given twice`, "it can be given once");
    }
    const values = texts.get(name) ?? [];
    texts.set(name, values);
    if (flag.kind === "switch") continue;
    const value = joined ?? words.next().value;
    if (value === undefined) {
      throw new UsageError(`${text} needs a value`, `write ${text} ${flag.placeholder}`);
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
  const hint = meant === undefined ? `\`capsock help ${command}\` lists the flags` : `did you mean ${meant}?`;
  return new UsageError(`unknown flag ${text}`, hint);
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
      throw new UsageError(`${flagText(name)} goes with \`${command} ${only}\` only`);
    }
  }
}
