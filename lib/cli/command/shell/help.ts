import { nearest } from "../../../base/nearest.ts";
import { type ConceptName, concepts } from "../../../report/concept/concepts.ts";
import { conceptWords, findConcept } from "../../../report/concept/find.ts";
import { columns } from "../../line/help_text.ts";
import { UsageError } from "../../line/usage_error.ts";
import type { ShellCall } from "./call.ts";
import type { Workspace } from "./workspace.ts";

type Calls = Readonly<Record<string, ShellCall>>;

/** Tells of the calls that `table` gives, among them itself, and of what sockets are. */
export const helpOn = (table: () => Calls): ShellCall => ({
  usage: "help [CALL | CONCEPT | concepts]",
  summary: "this list, or the page of a call or a concept",
  prepare(words, workspace) {
    const calls = table();
    const show = (text: string) => (): void => workspace.report({ event: "page", text });
    // A name may have blanks: 연결 끊김.
    const typed = words.all().join(" ");
    if (typed === "") return show(overview(calls, workspace.columns()));
    if (typed === "concepts") return () => showConcepts(workspace);
    const concept = findConcept(typed);
    if (concept !== undefined) return () => showConcept(concept, calls, workspace);
    const call = Object.hasOwn(calls, typed) ? calls[typed] : undefined;
    if (call === undefined) throw unknownWord(typed, [...Object.keys(calls), "concepts", ...conceptWords]);
    return show(columns([[call.usage, call.summary]], workspace.columns()).join("\n"));
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
  const hint = meant === undefined
    ? "`help` lists the calls, `help concepts` the concepts"
    : `did you mean ${meant}?`;
  return new UsageError(`unknown word ${JSON.stringify(typed)}`, hint);
}

function overview(calls: Calls, width: number): string {
  return [
    ...columns(Object.values(calls).map(({ usage, summary }) => [usage, summary]), width),
    "",
    "A socket is #1 or 1. TEXT ends the line; \\n \\r \\t \\0 \\xNN \\\\ in it are bytes.",
    "Ctrl-C interrupts a call that waits; `&` at the end of accept, connect, recv or",
    "recvfrom starts it in the background. `# ` or `//` begins a comment.",
  ].join("\n");
}
