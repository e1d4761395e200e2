import { didYouMean, nearest } from "../../base/nearest.ts";
import { callNames } from "../../report/calls/forms.ts";
import { conceptNames } from "../../report/concept/concepts.ts";
import { conceptWords, findConcept } from "../../report/concept/find.ts";
import type { Language } from "../../base/text.ts";
import { type Command, type CommandTable, defineCommand } from "../line/command.ts";
import { exitCode } from "../exit_code.ts";
import { commandHelp, overview } from "../line/help_text.ts";
import { UsageError } from "../line/usage_error.ts";

type Topic = (language: Language, columns: number) => Promise<string>;

/** Pages that belong to no command and no concept. */
const topics: Readonly<Record<string, Topic>> = {
  "concepts": async (language, columns) =>
    (await import("../../report/concept/page.ts")).conceptList(language, columns),
  "exit-codes": async (language, columns) =>
    (await import("../exit_code_table.ts")).exitCodePage(language, columns),
};

/** Shows pages about `commands`, among them itself, and about what sockets are. */
export function help(commands: CommandTable): Command {
  const page = (typed: string): Topic | undefined => {
    if (commands.names.includes(typed)) {
      return async (language, columns) => commandHelp(await commands.find(typed), language, columns);
    }
    if (Object.hasOwn(topics, typed)) return topics[typed];
    const concept = findConcept(typed);
    if (concept === undefined) return undefined;
    return async (language, columns) =>
      (await import("../../report/concept/page.ts")).conceptPage(concept, language, columns);
  };
  return defineCommand({
    name: "help",
    summary: {
      en: "list the commands, or explain a command or a concept",
      ko: "명령 목록 표시, 명령이나 개념 설명",
    },
    operands: [{
      usage: "[COMMAND | CONCEPT | concepts | exit-codes]",
      choices: [...new Set([...commands.names, ...Object.keys(topics), ...conceptNames, ...callNames])],
    }],
    about: [
      {
        en: "Shows the list of commands, the page of one command, or the table of exit codes.",
        ko: "명령 목록, 명령 하나의 도움말, 종료 코드 표를 보여 줍니다.",
      },
      {
        en:
          "Each concept of sockets has a page too: what it is, what the kernel does, the most common mistake, and a command that shows it live. The page of a socket call also has its C and Python forms. `capsock help concepts` lists all concepts. An error code or a Korean name finds its page too.",
        ko:
          "소켓의 개념마다 설명이 있습니다. 그 개념이 무엇인지, 커널이 무엇을 하는지, 가장 흔한 실수가 무엇인지, 어떤 명령으로 직접 볼 수 있는지 알려 줍니다. 소켓 호출이라면 C와 Python의 함수 형식도 보여 줍니다. `capsock help concepts`는 모든 개념의 목록입니다. 오류 코드나 한국어 이름으로도 찾을 수 있습니다.",
      },
    ],
    flags: {},
    examples: [
      ["capsock help client", { en: "all about the client", ko: "client 명령의 모든 것" }],
      ["capsock help bind", { en: "all about a socket call", ko: "소켓 호출 하나의 모든 것" }],
      ["capsock help concepts", {
        en: "all concepts, in the order of the lecture",
        ko: "강의 순서로 본 모든 개념",
      }],
      ["capsock help ECONNREFUSED", { en: "what an error means", ko: "오류의 뜻" }],
    ],
    async run({ positionals }, { out, language }) {
      if (positionals.length === 0) {
        out.line(overview(await commands.all(), language, out.columns));
        return exitCode.ok;
      }
      // A name may have blanks: 연결 끊김.
      const typed = positionals.join(" ");
      const topic = page(typed);
      if (topic === undefined) {
        const words = [...commands.names, ...Object.keys(topics), ...conceptWords];
        const meant = nearest(typed, words);
        if (meant === undefined && positionals.length > 1 && page(positionals[0]!) !== undefined) {
          throw new UsageError(
            { en: "help shows one page at a time", ko: "help는 한 번에 하나만 보여 줍니다" },
            { en: "`capsock help` lists the pages", ko: "목록은 `capsock help`에 있습니다" },
          );
        }
        throw unknownWord(typed, meant);
      }
      out.line(await topic(language, out.columns));
      return exitCode.ok;
    },
  });
}

function unknownWord(typed: string, meant: string | undefined): UsageError {
  const word = JSON.stringify(typed);
  const lists = {
    en: "`capsock help` lists the commands, `capsock help concepts` the concepts",
    ko: "`capsock help`는 명령 목록을, `capsock help concepts`는 개념 목록을 보여 줍니다",
  };
  return new UsageError(
    { en: `unknown word ${word}`, ko: `알 수 없는 단어입니다: ${word}` },
    meant === undefined ? lists : didYouMean(meant),
  );
}
