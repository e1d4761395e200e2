/**
 * From words to values. A command declares its operands and flags once; parsing, help, completions, the
 * manual page and suggestions all come from that. The way of a flag: `flag.ts` declares it around a setting
 * (`setting/`), `parse.ts` finds it among the words and has the setting read its text, `flag_checks.ts`
 * refuses what does not go together, and the command gets a typed value. Nothing here opens or prints
 * anything; what is wrong is a `UsageError`.
 *
 * @module
 */
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
  /** How the usage line writes it. */
  readonly usage: string;
  /** The words there are to choose from, for completions. */
  readonly choices?: readonly string[];
}

/** One command: its help, its flags and what it does come from this one declaration. */
export interface Command<F extends Flags = Flags> {
  readonly name: string;
  /** One line for the list of commands. */
  readonly summary: string;
  readonly operands: readonly Operand[];
  /** What the help says under the usage line, a paragraph each. */
  readonly about: readonly string[];
  readonly flags: F;
  /** Command lines with what they do. */
  readonly examples: readonly (readonly [string, string])[];
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
