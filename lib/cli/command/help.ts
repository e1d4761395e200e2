import { callNames } from "../../report/calls/forms.ts";
import { callPage } from "../../report/calls/page.ts";
import type { Language } from "../../base/text.ts";
import { type Command, type CommandTable, defineCommand } from "../line/command.ts";
import { exitCode, exitCodeRows } from "../exit_code.ts";
import { commandHelp, overview } from "../line/help_text.ts";
import { UsageError } from "../line/usage_error.ts";

type Topic = (language: Language) => string;

/** Pages that belong to no command. One line for each kind. */
const topics: Record<string, Topic> = {
  "exit-codes": exitCodePage,
  ...Object.fromEntries(
    callNames.map((name): [string, Topic] => [name, (language) => callPage(name, language)]),
  ),
};

/** Shows pages about `commands`, among them itself. */
export function help(commands: CommandTable): Command {
  return defineCommand({
    name: "help",
    summary: "this help, or the page of a command",
    operands: [{
      usage: "[COMMAND | CALL | exit-codes]",
      choices: [...commands.names, ...Object.keys(topics)],
    }],
    about: [
      "Shows the list of commands, the page of one command, or the table of exit codes.",
      `Of a socket call it shows the C and the Python form, the errors, and what capsock does in its place: ${
        callNames.join(", ")
      }.`,
    ],
    flags: {},
    examples: [
      ["capsock help client", "all about the client"],
      ["capsock help bind", "all about a socket call"],
    ],
    async run({ positionals }, { out, language }) {
      const [topic, ...more] = positionals;
      if (more.length > 0) throw new UsageError("help shows one page", "`capsock help` lists them");
      if (topic === undefined) out.line(overview(await commands.all()));
      else if (Object.hasOwn(topics, topic)) out.line(topics[topic]!(language));
      else out.line(commandHelp(await commands.find(topic)));
      return exitCode.ok;
    },
  });
}

function exitCodePage(): string {
  const rows = [{ code: "code", meaning: "meaning", elsewhere: "others" }, ...exitCodeRows];
  const width = Math.max(...rows.map(({ meaning }) => meaning.length));
  return rows.map(({ code, meaning, elsewhere }) =>
    `${code.padStart(4)}  ${meaning.padEnd(width)}  ${elsewhere}`
  ).join("\n");
}
