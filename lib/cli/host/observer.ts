import type { Observer } from "../../protocol/event.ts";
import { joined } from "../../base/sink.ts";
import { Explainer } from "../../report/explain/explainer.ts";
import { hexLines } from "../../report/trace/hex.ts";
import { formatOf, lineColumns } from "./format.ts";
import type { Host, Output } from "./host.ts";
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
  if (hex) sinks.push((event) => aboveInput(host, host.err, hexLines(event, host.language)));
  return sinks.length === 0 ? undefined : joined(...sinks);
}

/** A call may return while a line is being typed. */
function aboveInput({ input }: Host, output: Output, lines: readonly string[]): void {
  input.above(() => lines.forEach((text) => output.line(text)));
}

async function view(flags: ObserverFlags, host: Host): Promise<Observer> {
  const { out, err, language } = host;
  const format = formatOf(flags) === "json" ? "json" : "text";
  const output = { text: err, json: out }[format];
  const explainer = flags.explain ? await Explainer.load(language) : undefined;
  return socketViews[format]({
    write: (lines) => aboveInput(host, output, lines),
    paint: output.paint,
    columns: lineColumns(output),
    language,
    explain: explainer && ((event) => explainer.explain(event)),
    data: flags.showData ? "first" : undefined,
  });
}
