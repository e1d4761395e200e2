import type { Observer, SocketEvent } from "../../protocol/event.ts";
import { Explainer } from "../../report/explain/explainer.ts";
import { explanationLines } from "../../report/explain/lines.ts";
import { hexLines } from "../../report/trace/hex.ts";
import { jsonLine } from "../../report/json.ts";
import { firstBytes, traceHeader, traceLine } from "../../report/trace/text.ts";
import type { Host } from "./host.ts";

/** How many of the bytes that were sent or received an event shows as JSON. */
const shownBytes = 256;

export interface ObserverFlags {
  readonly trace: boolean;
  /** Each call with its explanation. */
  readonly explain: boolean;
  /** Each call with the first of its bytes. */
  readonly showData: boolean;
  readonly hex?: boolean;
  /** As JSON on standard output rather than as text on standard error. */
  readonly json: boolean;
}

/** Shows socket calls as the flags ask for it; `undefined` when they do not ask, so that it costs nothing. */
export function observerFor(flags: ObserverFlags, host: Host): Observer | undefined {
  const { trace, explain, showData, hex, json } = flags;
  const showCall = trace || explain || showData ? (json ? jsonTrace : textTrace)(flags, host) : undefined;
  if (!hex) return showCall;
  return (event) => {
    showCall?.(event);
    hexLines(event).forEach((line) => host.err.line(line));
  };
}

function textTrace({ explain, showData }: ObserverFlags, { err, language }: Host): Observer {
  const explainer = explain ? new Explainer(language) : undefined;
  let hasHeader = false;
  return (event) => {
    if (!hasHeader) err.line(traceHeader(err.paint));
    hasHeader = true;
    err.line(traceLine(event, err.paint, { showData }));
    if (explainer === undefined) return;
    explanationLines(explainer.explain(event)).forEach((line) => err.line(err.paint.faint(line)));
  };
}

function jsonTrace({ explain, showData }: ObserverFlags, { out, language }: Host): Observer {
  const explainer = explain ? new Explainer(language) : undefined;
  return (event: SocketEvent) => {
    const { data, ...facts } = event;
    const text = showData && data !== undefined ? { text: firstBytes(data, shownBytes) } : {};
    const explanation = explainer === undefined ? {} : { explanation: explainer.explain(event) };
    out.line(jsonLine({ ...facts, ...text, ...explanation }));
  };
}
