/**
 * What `client` writes for a person. An event of `client/event.ts` comes in; a result and notes about
 * the run come out separately. The lecture's lines stand here word for word.
 *
 * @module
 */
import { type Bytes, concat, encodeText } from "../../base/bytes.ts";
import { looksEscaped } from "../../base/escapes.ts";
import { formatDuration } from "../../base/duration.ts";
import { withParticle } from "../../base/korean.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type { Expectation } from "../../protocol/reply/reply.ts";
import type {
  Aside,
  AttemptFailed,
  ClientEvent,
  Connected,
  Greeting,
  LineFailed,
  ReplyReceived,
} from "../../client/event.ts";
import { hintFor } from "../hint/hint.ts";
import { type Language, sameInAll, type Text } from "../../base/text.ts";
import { failureName } from "../../protocol/failure_name.ts";
import { broken } from "../columns.ts";
import { lectureLines } from "../lecture_lines.ts";
import { isUtf8 } from "../../base/utf8.ts";
import type { Paint } from "../paint.ts";
import { visible, visibleLines } from "../../base/visible.ts";

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
  /** Whether `\n` and the like in a line stand for bytes. */
  readonly escapes: boolean;
  readonly language: Language;
  /** How wide a line of the notes may be. */
  readonly columns: number;
  /** For the notes. */
  readonly paint: Paint;
}

const decoder = new TextDecoder();

/** So much of a reply is shown that came only in part. */
const shownBytesOfPart = 200;

/** Columns before what follows the first line. */
const indents = { note: 2, failure: "capsock: ".length, hint: "  → ".length } as const;

/** The lines in which a client tells what it does. */
export function clientOutput(event: ClientEvent, options: ClientTextOptions): ClientOutput {
  switch (event.event) {
    case "reply":
      return replyOutput(event, options);
    case "greeting":
      return options.quiet ? {} : greetingOutput(event, options);
    case "failure":
      return { notes: failureLines(event, options) };
    case "summary":
      return {};
    default:
      return options.quiet ? {} : { notes: noteLines(event, options) };
  }
}

function noteLines(
  event: Connected | AttemptFailed | Aside,
  { language, columns }: ClientTextOptions,
): string[] {
  const text = event.event === "connected"
    ? connectedText(event)
    : event.event === "attempt"
    ? attemptText(event)
    : indented(asideText(event));
  return text[language].split("\n").flatMap((line) => broken(line, columns, indents.note));
}

function indented(text: Text): Text {
  return { en: `  ${text.en}`, ko: `  ${text.ko}` };
}

/** What the server said first: it answers no line. */
function greetingOutput({ text }: Greeting, options: ClientTextOptions): ClientOutput {
  const label = { en: "The server spoke first: ", ko: "서버가 먼저 보낸 내용: " }[options.language];
  const end = text.findLastIndex((byte) => byte !== 0x0a && byte !== 0x0d) + 1;
  return {
    result: concat(encodeText(label), shownBytes(text.subarray(0, end), true, options), encodeText("\n")),
  };
}

/** Bytes of the server. A terminal must not obey what it gets. */
function shownBytes(bytes: Bytes, hasLines: boolean, { isTerminal }: ClientTextOptions): Bytes {
  if (!isTerminal) return bytes;
  return encodeText(hasLines ? visibleLines(bytes) : visible(bytes));
}

function replyOutput(event: ReplyReceived, options: ClientTextOptions): ClientOutput {
  const { quiet, expectation, language, columns } = options;
  // The reply of a server of another kind may have many lines.
  const reply = shownBytes(event.text, expectation === "any", options);
  const result = quiet ? concat(reply, encodeText("\n")) : concat(
    encodeText(lectureLines.reply),
    reply,
    encodeText(`\n${lectureLines.responseTime(event.rttMs)}\n`),
  );
  if (event.matches && event.extraBytes === undefined && !event.mayBeLate) return { result };
  const note = indented(mismatchText(event, expectation));
  return { result, notes: broken(note[language], columns, indents.note) };
}

function mismatchText({ extraBytes, mayBeLate }: ReplyReceived, expectation: Expectation): Text {
  if (mayBeLate) {
    return {
      en: "this may be the late reply to an earlier line, which got none in time",
      ko: "제시간에 응답을 받지 못한 앞 줄의 응답이 늦게 온 것일 수 있습니다",
    };
  }
  if (extraBytes !== undefined) {
    return {
      en: `${count(extraBytes, "byte")} more than expected`,
      ko: `예상보다 ${groupThousands(extraBytes)}바이트 많습니다`,
    };
  }
  return expectation === "upper"
    ? {
      en: "this is not the upper-case form of what was sent",
      ko: "보낸 내용을 대문자로 바꾼 것이 아닙니다",
    }
    : { en: "this is not what was sent", ko: "보낸 내용과 다릅니다" };
}

/** The part of a reply that came. */
function cameText(received: Bytes): Text {
  const more = received.length > shownBytesOfPart ? "…" : "";
  const shown = visible(received.subarray(0, shownBytesOfPart)) + more;
  return { en: `  what came: ${shown}`, ko: `  받은 내용: ${shown}` };
}

/** What to do when a line got no reply. */
export function lineHint(
  { kind, attempt, sent, receivedBytes }: LineFailed,
  { escapes, language }: Pick<ClientTextOptions, "escapes" | "language">,
): string {
  const unreadEscapes = !escapes && sent !== undefined && looksEscaped(decoder.decode(sent));
  const isNotUtf8 = sent !== undefined && !isUtf8(sent);
  return hintFor({ kind, attempt, unreadEscapes, isNotUtf8, receivedBytes }, language);
}

function failureLines(event: LineFailed, options: ClientTextOptions): string[] {
  const { language, columns, paint } = options;
  const { message, receivedBytes } = event;
  const partly = receivedBytes === 0 ? sameInAll("") : {
    en: ` (only ${count(receivedBytes, "byte")} came)`,
    ko: `(${groupThousands(receivedBytes)}바이트만 수신)`,
  };
  const name = "capsock:";
  const came = event.received === undefined
    ? []
    : broken(cameText(event.received)[language], columns, indents.note);
  const told = broken(`${name} ${message[language]}${partly[language]}`, columns, indents.failure);
  const hint = broken(`  → ${lineHint(event, options)}`, columns, indents.hint);
  return [...told, ...came, ...hint].with(0, paint.bad(name) + told[0]!.slice(name.length));
}

/** In Korean the lecture's line stands alone, so that no line has two languages. */
function connectedText({ local, peer, transport, tookMs }: Connected): Text {
  const running = lectureLines.running(local.slice(local.lastIndexOf(":") + 1));
  const how = transport === "tcp"
    ? {
      en: `connected to ${peer} in ${formatDuration(tookMs)}`,
      ko: `${peer}에 ${formatDuration(tookMs)} 만에 연결했습니다`,
    }
    : { en: `sends to ${peer}`, ko: `${withParticle(peer, "으로")} 전송합니다` };
  return { en: `${running}, ${how.en}`, ko: `${running}\n${how.ko}` };
}

function attemptText({ number, of, failure, nextInMs }: AttemptFailed): Text {
  const [name, pause] = [failureName(failure), formatDuration(nextInMs)];
  return {
    en: `attempt ${number} of ${of}: ${name.en}; trying again in ${pause}`,
    ko: `연결 시도 ${number}/${of}: ${name.ko}. ${pause} 뒤에 다시 시도합니다`,
  };
}

function asideText({ about, bytes = 0, peer = "", local = "" }: Aside): Text {
  const size = { en: count(bytes, "byte"), ko: `${groupThousands(bytes)}바이트` };
  switch (about) {
    case "late":
      return {
        en: `ignored ${size.en} that came late for an earlier line`,
        ko: `앞서 보낸 줄의 응답 ${withParticle(size.ko, "이")} 늦게 와서 무시했습니다`,
      };
    case "repeated":
      return {
        en: `ignored ${size.en} that came again for an earlier line`,
        ko: `앞서 보낸 줄의 응답 ${withParticle(size.ko, "이")} 다시 와서 무시했습니다`,
      };
    case "extra":
      return {
        en: `${size.en} more than expected after the last reply`,
        ko: `마지막 응답 뒤에 ${withParticle(size.ko, "이")} 더 왔습니다`,
      };
    case "unasked":
      return {
        en: `ignored ${size.en} that no line asked for`,
        ko: `어느 줄에 대한 응답도 아닌 ${withParticle(size.ko, "을")} 무시했습니다`,
      };
    case "foreign":
      return {
        en: `ignored a datagram of ${size.en} from ${peer}: nothing was sent to that address`,
        ko: `${peer}에서 온 ${size.ko} 데이터그램을 무시했습니다. 그 주소로는 보낸 것이 없습니다`,
      };
    case "empty-line":
      return {
        en: "an empty line sends nothing on a stream, so no reply will come",
        ko: "스트림에서 빈 줄은 아무것도 전송하지 않으므로 응답이 오지 않습니다",
      };
    case "new-port":
      return {
        en: `now sending from ${local}: a late reply cannot be taken for the next one`,
        ko: `이제 ${local}에서 전송합니다. 늦게 온 응답을 다음 응답으로 착각하지 않기 위해서입니다`,
      };
  }
}
