import { wrap } from "../../report/columns.ts";
import type { Command } from "./command.ts";
import { commonFlags } from "./common_flags.ts";
import type { Flag } from "./flag.ts";
import { flagText } from "./parse.ts";
import { versionText } from "../version_text.ts";

const width = 80;

/** The first page: what capsock is, and its commands. Fits a screen of 80 × 24. */
export function overview(commands: readonly Command[]): string {
  return [
    `capsock ${versionText}: learn, measure and check sockets`,
    "",
    "usage: capsock <command> [transport] [target] [options]",
    "",
    ...columns(commands.map(({ name, summary }) => [name, summary])),
    "",
    "Start with:  capsock demo tcp",
    "Two terminals:  capsock server tcp   and   capsock client tcp",
    "",
    "Pages:  capsock help COMMAND, capsock help concepts, capsock help exit-codes",
  ].join("\n");
}

/** The page of one command. */
export function commandHelp(command: Command): string {
  const { name, operands, about, flags, examples } = command;
  const hasFlags = Object.keys(flags).length > 0;
  const usage = ["capsock", name, ...operands.map(({ usage }) => usage), ...(hasFlags ? ["[options]"] : [])];
  return [
    `usage: ${usage.join(" ")}`,
    "",
    ...about.flatMap((paragraph) => wrap(paragraph, width)),
    "",
    ...(hasFlags ? columns(flagRows(flags)) : []),
    `  also: ${commonText()}`,
    ...(examples.length === 0 ? [] : ["", "examples:", ...columns(examples)]),
  ].join("\n");
}

/** The flags that every command has, in one line. */
function commonText(): string {
  return flagRows(commonFlags).map(([text]) => text).join("; ");
}

/** The flags as they are typed, with what they do. */
export function flagRows(flags: Readonly<Record<string, Flag>>): [string, string][] {
  return Object.entries(flags).map(([name, flag]) => {
    const short = flag.short === undefined ? "" : `-${flag.short}, `;
    const value = flag.kind === "value" ? ` ${flag.placeholder}` : "";
    const only = flag.only === undefined ? "" : ` (${flag.only})`;
    const initial = flag.kind === "value" && flag.initialText ? ` [${flag.initialText}]` : "";
    const repeat = flag.kind === "value" && flag.repeatable ? ", repeatable" : "";
    return [`${short}${flagText(name)}${value}`, `${flag.help}${only}${repeat}${initial}`];
  });
}

/** Two columns, the second one wrapped within the screen. */
export function columns(rows: readonly (readonly [string, string])[]): string[] {
  const left = Math.min(48, Math.max(...rows.map(([text]) => text.length)));
  return rows.flatMap(([first, second]) => {
    const [line = "", ...more] = wrap(second, Math.max(24, width - left - 4));
    const indent = " ".repeat(left + 4);
    const head = first.length > left
      ? [`  ${first}`, `${indent}${line}`]
      : [`  ${first.padEnd(left)}  ${line}`];
    return [...head, ...more.map((text) => `${indent}${text}`)];
  });
}
