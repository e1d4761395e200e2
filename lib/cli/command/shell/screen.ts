import type { SocketEvent } from "../../../protocol/event.ts";
import type { SocketCall } from "../../../protocol/call.ts";
import type { Failure } from "../../../protocol/failure.ts";
import { Explainer } from "../../../report/explain/explainer.ts";
import { explanationLines } from "../../../report/explain/lines.ts";
import { jsonLine } from "../../../report/json.ts";
import { traceHeader, traceIndent, traceLine } from "../../../report/trace/text.ts";
import { visible, visibleText } from "../../../base/visible.ts";
import type { Host } from "../../host/host.ts";
import type { UsageError } from "../../line/usage_error.ts";
import { reportOf } from "./error_report.ts";
import type { StatusFacts } from "./sockets.ts";
import { statusLines } from "./status_text.ts";

/** Shows what happens in a shell. */
export interface Screen {
  /** A call that came back, with what it received. */
  event(event: SocketEvent): void;
  /** Whether every call is explained from now on. */
  explain(on: boolean): void;
  /** What is to be known of every socket. */
  status(sockets: readonly StatusFacts[]): void;
  /** A page of help. */
  page(text: string): void;
  /** A sentence about the run. */
  note(text: string): void;
  /** A line that failed or was wrong. */
  error(error: Failure | UsageError, line: number): void;
}

export interface ScreenOptions {
  readonly json: boolean;
  /** Whether every call is explained. */
  readonly explain: boolean;
  /** Whether lines have numbers: those of a script have. */
  readonly isScript: boolean;
  /** Calls `write` so that what it writes stands above the line that is being typed. */
  readonly above: (write: () => void) => void;
}

/** What was received and what is explained stands under the call, to the right of the time. */
const indent = " ".repeat(traceIndent);

export function screenFor(
  { out, err, language }: Pick<Host, "out" | "err" | "language">,
  { json, explain, isScript, above }: ScreenOptions,
): Screen {
  const result = (...lines: string[]): void => above(() => lines.forEach((line) => out.line(line)));
  const note = (...lines: string[]): void => above(() => lines.forEach((line) => err.line(line)));
  // It is told every call, wanted or not: what a call means depends on those before it.
  const explainer = new Explainer(language);
  let explains = explain;
  const shared = {
    explain: (on: boolean) => void (explains = on),
    note: (text: string) => note(err.paint.faint(visibleText(text))),
    error: (error: Failure | UsageError, line: number) => {
      const { kind, message, hint, code } = reportOf(error, language);
      const place = isScript ? { line } : {};
      if (json) result(jsonLine({ event: "error", ...place, kind, message, hint, code }));
      const text = isScript ? `line ${line}: ${message}` : message;
      note(
        `${err.paint.bad("capsock:")} ${visibleText(text)}`,
        ...(hint === undefined ? [] : [`  → ${visibleText(hint)}`]),
      );
    },
  };
  if (json) {
    return {
      ...shared,
      event: ({ data, ...event }) => {
        const explanation = explainer.explain(event);
        result(jsonLine({ ...event, ...(data && { text: data }), ...(explains && { explanation }) }));
      },
      status: (sockets) => sockets.forEach((facts) => result(jsonLine({ event: "status", ...facts }))),
      page: (text) => note(text),
    };
  }
  let hasHeader = false;
  return {
    ...shared,
    event: (event) => {
      const explanation = explainer.explain(event);
      result(
        ...(hasHeader ? [] : [traceHeader(out.paint)]),
        traceLine(event, out.paint),
        ...(received.has(event.call) && event.data ? [`${indent}"${visible(event.data)}"`] : []),
        ...(explains ? explanationLines(explanation).map(out.paint.faint) : []),
      );
      hasHeader = true;
    },
    status: (sockets) => result(...statusLines(sockets)),
    page: (text) => result(text),
  };
}

const received: ReadonlySet<SocketCall> = new Set(["recv", "recvfrom"]);
