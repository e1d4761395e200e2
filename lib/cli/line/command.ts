/**
 * From words to values. A command declares its operands and flags once; parsing, help, completions, the
 * manual page and suggestions all come from that. The way of a flag: `flag.ts` declares it around a setting
 * (`setting/`), `parse.ts` finds it among the words and has the setting read its text, `flag_checks.ts`
 * refuses what does not go together, and the command gets a typed value. Nothing here opens or prints
 * anything; what is wrong is a `UsageError`.
 *
 * @module
 */
import type { Text } from "../../base/text.ts";
import type { Flags, FlagValues } from "./flag.ts";
import type { Host } from "../host/host.ts";

/** What was typed after the name of a command. */
export interface Invocation<F extends Flags> {
  readonly positionals: readonly string[];
  readonly flags: FlagValues<F>;
  /** Names of the flags that were given. */
  readonly given: ReadonlySet<string>;
}

/** A word that can follow the name of a command. */
export interface Operand {
  /** How the usage line writes it, in every language. */
  readonly usage: string;
  /** The words there are to choose from, for completions. */
  readonly choices?: readonly string[];
}

/** One command: its help, its flags and what it does come from this one declaration. */
export interface Command<F extends Flags = Flags> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: Text;
  readonly operands: readonly Operand[];
  /** Paragraphs that the help shows under the usage line. */
  readonly about: readonly Text[];
  readonly flags: F;
  /** Command lines, each with what it does. */
  readonly examples: readonly (readonly [line: string, does: Text])[];
  /**
   * Does what was asked for.
   *
   * @returns The exit code.
   * @throws {UsageError} Before anything is opened.
   * @throws {Failure} When the command as a whole cannot do its work.
   */
  run(invocation: Invocation<F>, host: Host): Promise<number>;
}

/** Declares a command and infers the types of its flags. */
export function defineCommand<F extends Flags>(command: Command<F>): Command<F> {
  return command;
}

/** All commands, for those that tell of the others. */
export interface CommandTable {
  /** In the order of the help. */
  readonly names: readonly string[];
  /** @throws {UsageError} With the nearest name that exists. */
  find(name: string): Promise<Command>;
  /** Loads them all. */
  all(): Promise<Command[]>;
}
