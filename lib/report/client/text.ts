/**
 * What `client` writes for a person. An event of `client/event.ts` comes in; what is a result and what is a
 * note about the run comes out apart. The lecture's lines stand here word for word.
 *
 * @module
 */
import { type Bytes, concat, encodeText } from "../../base/bytes.ts";
import { formatDuration } from "../../base/duration.ts";
import { count } from "../../base/numbers.ts";
import type { Expectation } from "../../protocol/reply/reply.ts";
import type {
  Aside,
  AttemptFailed,
  ClientEvent,
  Connected,
  LineFailed,
  ReplyReceived,
} from "../../client/event.ts";
import { hintFor } from "../hint/hint.ts";
import type { Language } from "../../base/text.ts";
import type { Paint } from "../paint.ts";
import { visible } from "../../base/visible.ts";

/** What is to be written: results to standard output, everything about the run to standard error. */
export interface ClientOutput {
  readonly result?: Bytes;
  readonly notes?: readonly string[];
}

export interface ClientTextOptions {
  /** Only the replies themselves, without the lecture's words around them. */
  readonly quiet: boolean;
  /** Makes control characters visible; otherwise a reply is written byte for byte. */
  readonly isTerminal: boolean;
  /** What the reply was compared with. */
  readonly expectation: Expectation;
  readonly language: Language;
  /** For the notes. */
  readonly paint: Paint;
}

/** The lines in which a client tells what it does. */
export function clientOutput(event: ClientEvent, options: ClientTextOptions): ClientOutput {
  const { quiet } = options;
  switch (event.event) {
    case "reply":
      return replyOutput(event, options);
    case "connected":
      return quiet ? {} : { notes: [connectedLine(event)] };
    case "attempt":
      return quiet ? {} : { notes: [attemptLine(event)] };
    case "aside":
      return quiet ? {} : { notes: [`  ${asideText(event)}`] };
    case "failure":
      return { notes: failureLines(event, options) };
    case "summary":
      return {};
  }
}

function replyOutput(
  event: ReplyReceived,
  { quiet, isTerminal, expectation }: ClientTextOptions,
): ClientOutput {
  const reply = isTerminal ? encodeText(visible(event.text)) : event.text;
  const result = quiet ? concat(reply, encodeText("\n")) : concat(
    encodeText("Reply from server: "),
    reply,
    encodeText(`\nResponse time: ${event.rttMs.toFixed(3)} ms\n`),
  );
  if (event.matches && event.extraBytes === undefined) return { result };
  return { result, notes: [`  ${mismatchText(event, expectation)}`] };
}

function mismatchText({ extraBytes }: ReplyReceived, expectation: Expectation): string {
  if (extraBytes !== undefined) return `${count(extraBytes, "byte")} more than expected`;
  return expectation === "upper"
    ? "this is not the upper-casing of what was sent"
    : "this is not what was sent";
}

function failureLines(event: LineFailed, { language, paint }: ClientTextOptions): string[] {
  const partly = event.receivedBytes === 0 ? "" : ` (${count(event.receivedBytes, "byte")} of it had come)`;
  return [`${paint.bad("capsock:")} ${event.message}${partly}`, `  → ${hintFor(event, language)}`];
}

function connectedLine({ local, peer, transport, tookMs }: Connected): string {
  const port = local.slice(local.lastIndexOf(":") + 1);
  const how = transport === "tcp" ? `connected to ${peer} in ${formatDuration(tookMs)}` : `sends to ${peer}`;
  return `The client is running on port ${port}, ${how}`;
}

function attemptLine({ number, of, failure, nextInMs }: AttemptFailed): string {
  return `attempt ${number} of ${of}: ${failure}; next in ${formatDuration(nextInMs)}`;
}

function asideText({ about, bytes = 0, peer, local }: Aside): string {
  switch (about) {
    case "late":
      return `${count(bytes, "byte")} came late, for an earlier line: set aside`;
    case "repeated":
      return `${count(bytes, "byte")} came again, for an earlier line: set aside`;
    case "extra":
      return `${count(bytes, "byte")} more than expected after the last reply`;
    case "foreign":
      return `a datagram of ${count(bytes, "byte")} came from ${peer}, which was not asked: set aside`;
    case "empty-line":
      return "an empty line sends nothing on a stream: there is nothing to answer";
    case "new-port":
      return `going on from ${local}, so that a late reply cannot be taken for the next one`;
  }
}
