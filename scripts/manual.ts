// deno-lint-ignore-file no-console
/** Writes the manual page, `docs/capsock.1`, from the declarations of the commands: `deno task manual`. */
import type { Command } from "../lib/cli/line/command.ts";
import { commands } from "../lib/cli/commands.ts";
import { commonFlags } from "../lib/cli/line/common_flags.ts";
import { exitCodeRows } from "../lib/cli/exit_code_table.ts";
import type { Flags } from "../lib/cli/line/flag.ts";
import { flagRows, purpose } from "../lib/cli/line/help_text.ts";
import type { Concept } from "../lib/report/concept/concept.ts";
import { conceptNames, concepts } from "../lib/report/concept/concepts.ts";
import { versionText } from "../lib/cli/version_text.ts";

export const manualPath = "docs/capsock.1";

/** The page in the macros of man(7). */
export async function manualPage(): Promise<string> {
  const all = await commands.all();
  return [
    `.TH CAPSOCK 1 "" "capsock ${versionText}" "User Commands"`,
    ".SH NAME",
    `capsock \\- ${purpose.en}`,
    ".SH SYNOPSIS",
    ".B capsock",
    "\\fIcommand\\fR [\\fItransport\\fR] [\\fItarget\\fR] [\\fIoptions\\fR]",
    ".SH DESCRIPTION",
    roff(
      "capsock runs the programs of the socket lecture, shows every socket call they make, and checks whether a port answers properly. Its one permission is the network.",
    ),
    ".SH COMMANDS",
    ...all.flatMap(commandSection),
    ".SH CONCEPTS",
    roff(
      "What a learner should know about sockets, in the order of the lecture. `capsock help NAME` shows it too.",
    ),
    ...(await Promise.all(
      conceptNames.map(async (name) => conceptSection(name, await concepts[name].load())),
    ))
      .flat(),
    ".SH COMMON OPTIONS",
    ...flagItems(commonFlags),
    ".SH EXIT STATUS",
    ...exitCodeRows.flatMap(({ code, meaning }) => item(code, meaning.en)),
    "",
  ].join("\n");
}

function commandSection({ name, operands, about, flags, examples }: Command): string[] {
  return [
    `.SS ${roff([name, ...operands.map(({ usage }) => usage)].join(" "))}`,
    ...about.flatMap((paragraph) => [roff(paragraph.en), ".PP"]),
    ...flagItems(flags),
    ".PP",
    "Examples:",
    ...examples.flatMap(([line, does]) => item(line, does.en)),
  ];
}

function conceptSection(name: string, { summary, what, lecture, kernel, mistake, live }: Concept): string[] {
  return [
    `.SS ${roff(`${name}: ${summary.en}`)}`,
    roff(what.en),
    ...item("lecture", lecture.en),
    ...item("kernel", kernel.en),
    ...item("mistake", mistake.en),
    ...item(live.command, live.shows.en),
  ];
}

function flagItems(flags: Flags): string[] {
  return flagRows(flags, "en").flatMap(([typed, does]) => item(typed, does));
}

function item(term: string, text: string): string[] {
  return [".TP", `\\fB${roff(term)}\\fR`, roff(text)];
}

/** Roff gives backslashes and hyphens a meaning, and a dot or quote at the start of a line. */
function roff(text: string): string {
  return text.replaceAll("\\", "\\e").replaceAll("-", "\\-").replace(/^([.'])/, "\\&$1");
}

if (import.meta.main) {
  await Deno.mkdir("docs", { recursive: true });
  await Deno.writeTextFile(manualPath, await manualPage());
  console.log(manualPath);
}
