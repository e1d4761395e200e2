import type { Language, Text } from "../../../base/text.ts";
import { didYouMean, nearest } from "../../../base/nearest.ts";
import { type ConceptName, concepts } from "../../../report/concept/concepts.ts";
import { conceptWords, findConcept } from "../../../report/concept/find.ts";
import { wrap } from "../../../report/columns.ts";
import { columns } from "../../line/help_text.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import type { Workspace } from "./workspace.ts";

type Calls = Readonly<Record<string, ShellCall>>;

/** Shows the calls of `table`, itself included, and the pages about calls and concepts. */
export const helpOn = (table: () => Calls): ShellCall => ({
  usage: "help [CALL | CONCEPT | concepts]",
  summary: { en: "this list, or the page of a call or a concept", ko: "이 목록, 또는 호출이나 개념의 설명" },
  prepare(words, workspace) {
    const calls = table();
    const { language } = workspace;
    const show = (text: string) => (): void => workspace.report({ event: "page", text });
    // A name may have blanks: 연결 끊김.
    const typed = words.all().join(" ");
    if (typed === "") return show(overview(calls, language, workspace.columns()));
    if (typed === "concepts") return () => showConcepts(workspace);
    const concept = findConcept(typed);
    if (concept !== undefined) return () => showConcept(concept, calls, workspace);
    const call = Object.hasOwn(calls, typed) ? calls[typed] : undefined;
    if (call === undefined) throw unknownWord(typed, [...Object.keys(calls), "concepts", ...conceptWords]);
    return show(columns([[call.usage, call.summary[language]]], workspace.columns()).join("\n"));
  },
});

async function showConcepts({ report, language, columns }: Workspace): Promise<void> {
  const { conceptList } = await import("../../../report/concept/page.ts");
  report({ event: "page", text: await conceptList(language, columns()) });
}

/** The page, and where it is a call that can be typed here, how. */
async function showConcept(
  name: ConceptName,
  calls: Calls,
  { report, language, columns }: Workspace,
): Promise<void> {
  const { conceptPage } = await import("../../../report/concept/page.ts");
  const page = await conceptPage(name, language, columns());
  const { call } = await concepts[name].load();
  const usage = call === undefined ? undefined : calls[call]?.usage;
  report({ event: "page", text: page + (usage === undefined ? "" : `\n\n  capsock> ${usage}`) });
}

function unknownWord(typed: string, words: readonly string[]): UsageError {
  const meant = nearest(typed, words);
  const word = JSON.stringify(typed);
  return new UsageError(
    { en: `unknown word ${word}`, ko: `알 수 없는 단어: ${word}` },
    meant === undefined
      ? {
        en: "`help` lists the calls, `help concepts` lists the concepts",
        ko: "`help`는 호출 목록을, `help concepts`는 개념 목록을 보여 줍니다",
      }
      : didYouMean(meant),
  );
}

const rules: readonly Text[] = [
  {
    en:
      "Write a socket as #1 or 1. TEXT is the rest of the line; \\n \\r \\t \\0 \\xNN \\\\ in it are bytes.",
    ko:
      "소켓은 #1 또는 1로 씁니다. TEXT는 줄의 나머지이며, 그 안의 \\n \\r \\t \\0 \\xNN \\\\는 바이트입니다.",
  },
  {
    en:
      "Ctrl-C interrupts a call that waits. `&` at the end of accept, connect, recv or recvfrom starts the call in the background. `# ` or `//` begins a comment.",
    ko:
      "Ctrl-C는 대기하는 호출을 중단합니다. accept, connect, recv, recvfrom 끝에 `&`를 쓰면 백그라운드에서 시작합니다. `# `이나 `//`로 시작하는 줄은 주석입니다.",
  },
];

function overview(calls: Calls, language: Language, width: number): string {
  return [
    ...columns(Object.values(calls).map(({ usage, summary }) => [usage, summary[language]]), width),
    "",
    ...rules.flatMap((rule) => wrap(rule[language], width)),
  ].join("\n");
}
