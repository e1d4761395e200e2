/**
 * The scripts that complete a command line, one file a shell. The commands' own declarations come in as
 * words, so that no script knows a command or a flag.
 *
 * @module
 */
import type { Language } from "../../../base/text.ts";
import type { Command } from "../../line/command.ts";
import { flagsOf, flagText } from "../../line/parse.ts";

/** A flag as a shell completes it. */
export interface FlagWords {
  readonly text: string;
  readonly short?: string;
  readonly help: string;
  readonly takesValue: boolean;
  readonly choices: readonly string[];
}

/** A command as a shell completes it. */
export interface CommandWords {
  readonly name: string;
  readonly summary: string;
  /** What can follow the name. */
  readonly operands: readonly string[];
  readonly flags: readonly FlagWords[];
}

/** Writes the completions for one shell. */
export type Script = (commands: readonly CommandWords[]) => string;

/** @param language Of the descriptions. */
export function wordsOf(command: Command, language: Language): CommandWords {
  const { name, summary, operands } = command;
  const flags = Object.entries(flagsOf(command)).map(([flagName, flag]) => ({
    text: flagText(flagName),
    ...(flag.short && { short: `-${flag.short}` }),
    help: flag.help[language],
    takesValue: flag.kind === "value",
    choices: flag.kind === "value" ? flag.choices ?? [] : [],
  }));
  return { name, summary: summary[language], operands: operands[0]?.choices ?? [], flags };
}

/** `text` in single quotes, as POSIX shells, fish and (with `'` doubled) PowerShell read it. */
export function quote(text: string, escapedQuote = "'\\''"): string {
  return `'${text.replaceAll("'", escapedQuote)}'`;
}
