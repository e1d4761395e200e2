import { type CallName, isCallName } from "../../../report/calls/forms.ts";
import { callPage } from "../../../report/calls/page.ts";
import { columns } from "../../line/help_text.ts";
import type { ShellCall } from "./call.ts";
import { unknownCall } from "./control.ts";
import { refuseMore } from "./addresses.ts";
import { nearest } from "../../../base/nearest.ts";

type Calls = Readonly<Record<string, ShellCall>>;

/** Tells of the calls that `table` gives, among them itself. */
export const helpOn = (table: () => Calls): ShellCall => ({
  usage: "help [CALL]",
  summary: "this list, or a call in C, Python and here",
  prepare(words, workspace) {
    const calls = table();
    const show = (text: string) => (): void => workspace.report({ event: "page", text });
    const name = words.next();
    refuseMore(words);
    if (name === undefined) return show(overview(calls));
    if (isCallName(name)) return show(callPageHere(name, calls, workspace.language));
    const call = Object.hasOwn(calls, name) ? calls[name] : undefined;
    if (call === undefined) throw unknownCall(name, nearest(name, Object.keys(calls)));
    return show(columns([[call.usage, call.summary]]).join("\n"));
  },
});

function callPageHere(name: CallName, calls: Calls, language: Parameters<typeof callPage>[1]): string {
  const usage = calls[name]?.usage;
  return callPage(name, language) + (usage === undefined ? "" : `\n\n  capsock> ${usage}`);
}

function overview(calls: Calls): string {
  return [
    ...columns(Object.values(calls).map(({ usage, summary }) => [usage, summary])),
    "",
    "A socket is #1 or 1. TEXT ends the line; \\n \\r \\t \\0 \\xNN \\\\ in it are bytes.",
    "Ctrl-C interrupts a call that waits; `&` at the end of accept, connect, recv or",
    "recvfrom starts it in the background. `# ` or `//` begins a comment.",
  ].join("\n");
}
