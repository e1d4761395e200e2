import { nearest } from "../../base/nearest.ts";
import { callNames } from "../../report/calls/forms.ts";
import { conceptNames } from "../../report/concept/concepts.ts";
import { conceptWords, findConcept } from "../../report/concept/find.ts";
import type { Language } from "../../base/text.ts";
import { type Command, type CommandTable, defineCommand } from "../line/command.ts";
import { exitCode, exitCodeRows } from "../exit_code.ts";
import { commandHelp, overview } from "../line/help_text.ts";
import { UsageError } from "../line/usage_error.ts";

type Topic = (language: Language, columns: number) => Promise<string> | string;

/** Pages that belong to no command and no concept. */
const topics: Readonly<Record<string, Topic>> = {
  "concepts": async (language, columns) =>
    (await import("../../report/concept/page.ts")).conceptList(language, columns),
  "exit-codes": exitCodePage,
};

/** Shows pages about `commands`, among them itself, and about what sockets are. */
export function help(commands: CommandTable): Command {
  const page = (typed: string): Topic | undefined => {
    if (commands.names.includes(typed)) return async () => commandHelp(await commands.find(typed));
    if (Object.hasOwn(topics, typed)) return topics[typed];
    const concept = findConcept(typed);
    if (concept === undefined) return undefined;
    return async (language, columns) =>
      (await import("../../report/concept/page.ts")).conceptPage(concept, language, columns);
  };
  return defineCommand({
    name: "help",
    summary: "this help, or the page of a command or a concept",
    operands: [{
      usage: "[COMMAND | CONCEPT | concepts | exit-codes]",
      choices: [...new Set([...commands.names, ...Object.keys(topics), ...conceptNames, ...callNames])],
    }],
    about: [
      "Shows the list of commands, the page of one command, or the table of exit codes.",
      "Of a concept of sockets it shows what it is, what the kernel does, the commonest mistake, and the command that lets you see it; of a socket call also its C and Python forms. `capsock help concepts` lists them. An error code or a Korean name finds its page too.",
    ],
    flags: {},
    examples: [
      ["capsock help client", "all about the client"],
      ["capsock help bind", "all about a socket call"],
      ["capsock help concepts", "everything that has a page, in the lecture's order"],
      ["capsock help ECONNREFUSED", "what an error means"],
    ],
    async run({ positionals }, { out, language }) {
      if (positionals.length === 0) {
        out.line(overview(await commands.all()));
        return exitCode.ok;
      }
      // A name may have blanks: 연결 끊김.
      const typed = positionals.join(" ");
      const topic = page(typed);
      if (topic === undefined) {
        const words = [...commands.names, ...Object.keys(topics), ...conceptWords];
        const meant = nearest(typed, words);
        if (meant === undefined && positionals.length > 1 && page(positionals[0]!) !== undefined) {
          throw new UsageError("help shows one page", "`capsock help` lists them");
        }
        throw unknownWord(typed, meant);
      }
      out.line(await topic(language, out.columns));
      return exitCode.ok;
    },
  });
}

function unknownWord(typed: string, meant: string | undefined): UsageError {
  const hint = meant === undefined
    ? "`capsock help` lists the commands, `capsock help concepts` the concepts"
    : `did you mean ${meant}?`;
  return new UsageError(`unknown word ${JSON.stringify(typed)}`, hint);
}

function exitCodePage(): string {
  const rows = [{ code: "code", meaning: "meaning", elsewhere: "others" }, ...exitCodeRows];
  const width = Math.max(...rows.map(({ meaning }) => meaning.length));
  return rows.map(({ code, meaning, elsewhere }) =>
    `${code.padStart(4)}  ${meaning.padEnd(width)}  ${elsewhere}`
  ).join("\n");
}
