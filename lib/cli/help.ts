import { defineCommand } from "./command.ts";
import { commands, loadCommands } from "./commands.ts";
import { exitCode, exitCodeRows } from "./exit_code.ts";
import { commandHelp, overview } from "./help_text.ts";
import { findCommand } from "./run.ts";
import { UsageError } from "./usage_error.ts";

/** Pages that belong to no command. One line for each. */
const topics: Record<string, () => string> = { "exit-codes": exitCodePage };

export const help = defineCommand({
  name: "help",
  summary: "this help, or the page of a command",
  operands: [{
    usage: "[COMMAND | exit-codes]",
    choices: [...Object.keys(commands), ...Object.keys(topics)],
  }],
  about: ["Shows the list of commands, the page of one command, or the table of exit codes."],
  flags: {},
  examples: [["capsock help client", "all about the client"]],
  async run({ positionals }, { out }) {
    const [topic, ...more] = positionals;
    if (more.length > 0) throw new UsageError("help shows one page", "`capsock help` lists them");
    if (topic === undefined) out.line(overview(await loadCommands()));
    else if (Object.hasOwn(topics, topic)) out.line(topics[topic]!());
    else out.line(commandHelp(await findCommand(topic)));
    return exitCode.ok;
  },
});

function exitCodePage(): string {
  const rows = [{ code: "code", meaning: "meaning", elsewhere: "others" }, ...exitCodeRows];
  const width = Math.max(...rows.map(({ meaning }) => meaning.length));
  return rows.map(({ code, meaning, elsewhere }) =>
    `${code.padStart(4)}  ${meaning.padEnd(width)}  ${elsewhere}`
  ).join("\n");
}
