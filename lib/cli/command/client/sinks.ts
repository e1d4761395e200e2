import { joined, type Sink } from "../../../base/sink.ts";
import type { ClientEvent, LineFailed } from "../../../client/event.ts";
import type { Expectation } from "../../../protocol/reply/reply.ts";
import { clientOutput, lineHint } from "../../../report/client/text.ts";
import { jsonLine } from "../../../report/json.ts";
import type { Language, Text } from "../../../base/text.ts";
import { errorLines } from "../../error_report.ts";
import { lineColumns, type Sinks } from "../../host/format.ts";
import type { Host } from "../../host/host.ts";

/** A line whose escapes are wrong: it is not sent. */
export interface WrongLine {
  readonly event: "wrong-line";
  readonly message: Text;
}

export interface ClientTextWishes {
  readonly quiet: boolean;
  readonly expect: Expectation;
  readonly escapes: boolean;
}

/** Where a client tells what happens to it. A wrong line is told as an error is: always as text too. */
export const clientSinks: Sinks<ClientEvent | WrongLine, [ClientTextWishes]> = {
  text: (host, wishes) => {
    const [tellMistake, tell] = [wrongLineText(host), clientText(host, wishes)];
    return (event) => event.event === "wrong-line" ? tellMistake(event) : tell(event);
  },
  json: (host, { escapes }) => {
    const tellMistake = joined(wrongLineJson(host), wrongLineText(host));
    const tell = clientJson(host, escapes);
    return (event) => event.event === "wrong-line" ? tellMistake(event) : tell(event);
  },
};

function clientText(
  { out, err, input, language }: Host,
  { quiet, expect, escapes }: ClientTextWishes,
): Sink<ClientEvent> {
  const { isTerminal } = out;
  const options = {
    quiet,
    expectation: expect,
    escapes,
    language,
    isTerminal,
    columns: lineColumns(err),
    paint: err.paint,
  };
  return (event) => {
    const { result, notes = [] } = clientOutput(event, options);
    // A server may send something while a line is being typed.
    input.above(() => {
      if (result !== undefined) out.write(result);
      notes.forEach((note) => err.line(note));
    });
  };
}

function clientJson({ out, language }: Host, escapes: boolean): Sink<ClientEvent> {
  return (event) => {
    const facts = event.event === "failure" ? failureFacts(event, escapes, language) : event;
    out.line(jsonLine(facts, language));
  };
}

function failureFacts(event: LineFailed, escapes: boolean, language: Language): object {
  const { attempt: _attempt, sent: _sent, ...facts } = event;
  return { ...facts, hint: lineHint(event, { escapes, language }) };
}

function wrongLineText({ err, language }: Host): Sink<WrongLine> {
  return ({ message }) =>
    errorLines({ message: message[language], hint: undefined }, err, language).forEach((line) =>
      err.line(line)
    );
}

function wrongLineJson({ out, language }: Host): Sink<WrongLine> {
  return ({ message }) => out.line(jsonLine({ event: "failure", kind: "usage", message }, language));
}
