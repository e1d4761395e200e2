import { joined, type Sink } from "../../../base/sink.ts";
import { visibleText } from "../../../base/visible.ts";
import type { SocketEvent } from "../../../protocol/event.ts";
import type { Failure } from "../../../protocol/failure.ts";
import { jsonLine } from "../../../report/json.ts";
import type { Language, Text } from "../../../base/text.ts";
import { errorJson, errorLines, type ErrorReport } from "../../error_report.ts";
import { type Format, lineColumns, type Sinks } from "../../host/format.ts";
import type { Host, Output } from "../../host/host.ts";
import { socketViews } from "../../host/socket_view.ts";
import type { UsageError } from "../../line/usage_error.ts";
import type { Explanations } from "./explanations.ts";
import type { StatusFacts } from "./sockets.ts";
import { statusLines } from "./status_text.ts";
import { shellReportOf } from "./timeout_text.ts";

/** What happens in a shell. */
export type ShellEvent =
  /** A call that returned, with what it received. */
  | SocketEvent
  /** Lines can be typed. */
  | { readonly event: "begun" }
  /** What is known of every socket. */
  | { readonly event: "status"; readonly sockets: readonly StatusFacts[] }
  /** A page of help. */
  | { readonly event: "page"; readonly text: string }
  /** A sentence about the run. */
  | { readonly event: "note"; readonly text: Text }
  /** A line that failed or was wrong. */
  | { readonly event: "error"; readonly error: Failure | UsageError; readonly line: number };

export interface ShellSinkOptions {
  readonly explanations: Explanations;
  /** Whether lines have numbers: those of a script have. */
  readonly isScript: boolean;
  /** Calls `write` so that what it writes stands above the line that is being typed. */
  readonly above: (write: () => void) => void;
}

type SinkOf = (host: Host, options: ShellSinkOptions) => Sink<ShellEvent>;

export const shellSinks: Sinks<ShellEvent, [ShellSinkOptions]> = {
  text: (host, options) =>
    joined(callSink("text")(host, options), resultText(host, options), runText(host, options)),
  json: (host, options) =>
    joined(callSink("json")(host, options), resultJson(host, options), runText(host, options)),
};

/** Writes on one of the two output streams, above the line that is being typed. */
function writer({ line }: Output, { above }: ShellSinkOptions): (lines: readonly string[]) => void {
  return (lines) => above(() => lines.forEach((text) => line(text)));
}

const callSink = (format: Format): SinkOf => ({ out, language }, options) => {
  const { explanations } = options;
  const show = socketViews[format]({
    write: writer(out, options),
    paint: out.paint,
    columns: lineColumns(out),
    language,
    explain: (event) => explanations.next(event),
    data: "all",
  });
  return (event) => {
    if (event.event === "socket") show(event);
  };
};

const begunText: Text = {
  en: "Type a socket call; `help` lists them.",
  ko: "소켓 호출을 입력하세요. `help`는 호출 목록을 보여 줍니다.",
};

const resultText: SinkOf = ({ out, err, language }, options) => {
  const [result, about] = [writer(out, options), writer(err, options)];
  return (event) => {
    switch (event.event) {
      case "begun":
        return about([begunText[language]]);
      case "status":
        return result(statusLines(event.sockets, language, lineColumns(out)));
      case "page":
        return result([event.text]);
    }
  };
};

const resultJson: SinkOf = ({ out, err, language }, options) => {
  const [result, about] = [writer(out, options), writer(err, options)];
  return (event) => {
    switch (event.event) {
      case "status":
        return event.sockets.forEach((facts) => result([jsonLine({ event: "status", ...facts }, language)]));
      case "page":
        return about([event.text]);
      case "error":
        return result([errorJson(errorOf(event, options, language))]);
    }
  };
};

/** What is said about the run, whatever the format of its results is. */
const runText: SinkOf = ({ err, language }, options) => {
  const program = options.isScript ? undefined : "";
  const about = writer(err, options);
  return (event) => {
    if (event.event === "note") about([visibleText(event.text[language])]);
    if (event.event === "error") about(errorLines(errorOf(event, options, language), err, language, program));
  };
};

function errorOf(
  { error, line }: Extract<ShellEvent, { event: "error" }>,
  { isScript }: ShellSinkOptions,
  language: Language,
): ErrorReport {
  return { ...shellReportOf(error, language), ...(isScript && { line }) };
}
