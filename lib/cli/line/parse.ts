import { parseArgs } from "@std/cli/parse-args";
import type { Command, Invocation } from "./command.ts";
import { commonFlags } from "./common_flags.ts";
import type { Flag, Flags, FlagValues, SwitchFlag } from "./flag.ts";
import { nearest } from "../../base/nearest.ts";
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
  const byText = new Map(Object.entries(flags).map(([name, flag]) => [flagText(name), { name, flag }]));
  const named = new Map([...byText].map(([text, { flag }]) => [text.slice(2), flag]));
  const [normal, rest] = splitAtDashes(args);
  const parsed = parseArgs(normalize(normal, byText, command.name), {
    // "_" keeps the operands as they were typed: 1e3 is not to become 1000.
    string: ["_", ...[...named].flatMap(([text, flag]) => flag.kind === "value" ? [text] : [])],
    boolean: [...named].flatMap(([text, flag]) => flag.kind === "switch" ? [text] : []),
    collect: [...named].flatMap(([text, flag]) => flag.kind === "value" ? [text] : []),
  });
  const values: Record<string, unknown> = {};
  const given = new Set<string>();
  for (const [text, { name, flag }] of byText) {
    const value = parsed[text.slice(2)];
    const isGiven = flag.kind === "switch" ? value === true : (value as string[]).length > 0;
    if (isGiven) given.add(name);
    values[name] = flag.kind === "switch" ? isGiven : parseValues(text, flag, value as string[]);
  }
  const positionals = [...parsed._.map(String), ...rest];
  checkTransport(command.name, positionals[0], given, flags);
  return { positionals, given, flags: values as FlagValues<F & typeof commonFlags> };
}

/** What follows `--` is never a flag. */
function splitAtDashes(args: readonly string[]): [readonly string[], readonly string[]] {
  const index = args.indexOf("--");
  return index === -1 ? [args, []] : [args.slice(0, index), args.slice(index + 1)];
}

type FlagsByText = ReadonlyMap<string, { readonly name: string; readonly flag: Flag }>;

/**
 * Writes every flag in its long form with its value joined by `=`, so that a value may begin with a dash, and
 * refuses what is not a flag, lacks its value, has one too many or stands there twice.
 */
function normalize(args: readonly string[], flags: FlagsByText, command: string): string[] {
  const normal: string[] = [];
  const seen = new Set<string>();
  for (let index = 0; index < args.length; index++) {
    const typed = args[index]!;
    if (!typed.startsWith("-") || typed === "-") {
      normal.push(typed);
      continue;
    }
    const { text, value } = expand(typed, flags);
    const known = flags.get(text);
    if (known === undefined) throw unknownFlag(typed, flags, command);
    const { flag } = known;
    if (flag.kind === "switch" && value !== undefined) throw new UsageError(`${text} takes no value`);
    if (seen.has(text) && (flag.kind === "switch" || !flag.repeatable)) {
      throw new UsageError(`${text} is given twice`, "it can be given once");
    }
    seen.add(text);
    if (flag.kind === "switch") {
      normal.push(text);
      continue;
    }
    const taken = value ?? args[++index];
    if (taken === undefined) {
      throw new UsageError(`${text} needs a value`, `write ${text} ${flag.placeholder}`);
    }
    normal.push(`${text}=${taken}`);
  }
  return normal;
}

/** `-mhello` and `-m hello` are `--message=hello`. */
function expand(typed: string, flags: FlagsByText): { text: string; value?: string } {
  if (!typed.startsWith("--")) {
    const long = [...flags].find(([, { flag }]) => flag.short === typed.charAt(1));
    if (long === undefined) return { text: typed };
    const rest = typed.slice(2);
    return rest === "" ? { text: long[0] } : { text: long[0], value: rest };
  }
  const equals = typed.indexOf("=");
  return equals === -1 ? { text: typed } : { text: typed.slice(0, equals), value: typed.slice(equals + 1) };
}

function unknownFlag(typed: string, flags: FlagsByText, command: string): UsageError {
  const text = typed.split("=")[0]!;
  const meant = text.startsWith("--") ? nearest(text, [...flags.keys()]) : undefined;
  const hint = meant === undefined ? `\`capsock help ${command}\` lists the flags` : `did you mean ${meant}?`;
  return new UsageError(`unknown flag ${text}`, hint);
}

function parseValues(text: string, flag: Exclude<Flag, SwitchFlag>, values: readonly string[]): unknown {
  const parsed = values.map((typed) => asUsage(`${text} ${typed}`, () => flag.parse(typed)));
  return flag.repeatable ? parsed : parsed.length === 0 ? flag.initial : parsed[0];
}

function checkTransport(
  command: string,
  transport: string | undefined,
  given: Set<string>,
  flags: Flags,
): void {
  for (const name of given) {
    const only = flags[name]?.only;
    if (only === undefined || transport === only || (transport !== "tcp" && transport !== "udp")) continue;
    throw new UsageError(`${flagText(name)} goes with \`${command} ${only}\` only`);
  }
}
