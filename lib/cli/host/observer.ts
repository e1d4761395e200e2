import type { Observer } from "../../protocol/event.ts";
import { joined } from "../../base/sink.ts";
import { Explainer } from "../../report/explain/explainer.ts";
import { hexLines } from "../../report/trace/hex.ts";
import { formatOf, lineColumns } from "./format.ts";
import type { Host } from "./host.ts";
import { socketViews } from "./socket_view.ts";

export interface ObserverFlags {
  readonly trace: boolean;
  /** Each call with its explanation. */
  readonly explain: boolean;
  /** Each call with the first of its bytes. */
  readonly showData: boolean;
  readonly hex?: boolean;
  /** As JSON on standard output rather than as text on standard error. */
  readonly json: boolean;
  /** The same, where it is `json`. */
  readonly format?: string | undefined;
}

/** Shows socket calls as the flags ask for it; `undefined` when they do not ask, so that it costs nothing. */
export async function observerFor(flags: ObserverFlags, host: Host): Promise<Observer | undefined> {
  const { trace, explain, showData, hex } = flags;
  const sinks: Observer[] = [];
  if (trace || explain || showData) sinks.push(await view(flags, host));
  if (hex) sinks.push((event) => hexLines(event, host.language).forEach((line) => host.err.line(line)));
  return sinks.length === 0 ? undefined : joined(...sinks);
}

async function view(flags: ObserverFlags, { out, err, language }: Host): Promise<Observer> {
  const format = formatOf(flags) === "json" ? "json" : "text";
  const output = { text: err, json: out }[format];
  const explainer = flags.explain ? await Explainer.load(language) : undefined;
  return socketViews[format]({
    write: (lines) => lines.forEach((text) => output.line(text)),
    paint: output.paint,
    columns: lineColumns(output),
    language,
    explain: explainer && ((event) => explainer.explain(event)),
    data: flags.showData ? "first" : undefined,
  });
}
