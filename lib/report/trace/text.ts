/**
 * What `--trace` and `--hex` write: a socket event comes in, a line of an aligned table or of a dump comes
 * out. Its explanation comes from `report/explain/`, its JSON from `report/json.ts`.
 *
 * @module
 */
import { type Language, sameInAll, type Text } from "../../base/text.ts";
import type { SocketEvent } from "../../protocol/event.ts";
import type { FailureKind } from "../../protocol/failure_kind.ts";
import { failureName } from "../../protocol/failure_name.ts";
import { sideNames } from "../../protocol/side_name.ts";
import { formatDuration } from "../../base/duration.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { utf8SequenceAt } from "../../base/utf8.ts";
import { splitAddress } from "../../protocol/address.ts";
import { columnsOf, pad, wrap } from "../columns.ts";
import type { Paint } from "../paint.ts";
import { visible } from "../../base/visible.ts";

/** Columns of the table. The address and the bytes share theirs: a long address may reach into the gap. */
const widths = { at: 8, call: 8, peerAndBytes: 22 } as const;

/** Those that depend on the words of a language; together with the others they take 80. */
const languageWidths = { en: { who: 11, outcome: 26 }, ko: { who: 14, outcome: 23 } } as const;

/** Where the column after the time begins. */
export const traceIndent = widths.at + 2;

export interface TraceOptions {
  readonly language: Language;
  /** How wide a line may be: what has no room beside the call follows below it. */
  readonly columns: number;
  readonly paint: Paint;
  /** Shows the first bytes of what was sent or received. */
  readonly showData?: boolean;
}

/** The names of the columns, to be written once above the lines. */
export function traceHeader({ language, columns, paint }: TraceOptions): string[] {
  const names = headings[language];
  const cells = {
    time: " ".repeat(widths.at - columnsOf(names.time)) + names.time,
    who: pad(names.who, languageWidths[language].who),
    call: pad(names.call, widths.call),
    where: peerAndBytes(names.peer, names.bytes),
    outcome: names.outcome,
  };
  return row(cells, {}, columns).map(paint.faint);
}

const headings = {
  en: { time: "time, ms", who: "side socket", call: "call", peer: "peer", bytes: "bytes", outcome: "result" },
  ko: { time: "시간(ms)", who: "소켓", call: "호출", peer: "상대측", bytes: "바이트", outcome: "결과" },
} as const;

/**
 * One socket call as one line of an aligned table, within 80 columns where both addresses are of this
 * machine. `listen` and `bind`, which have no peer, show their own address.
 */
export function traceLines(event: SocketEvent, options: TraceOptions): string[] {
  const { language, columns, paint } = options;
  const { at, side, socket, call, peer, local, bytes, failure } = event;
  const cells = {
    time: timeText(at).padStart(widths.at),
    who: pad(`${sideNames[side][language]} ${socket}`, languageWidths[language].who),
    call: pad(call, widths.call),
    where: peerAndBytes(peer ?? local ?? "", bytes === undefined ? "" : groupThousands(bytes)),
    outcome: failure === undefined
      ? outcomeOf(event, options)
      : failedText(failure, event.deadlineMs)[language],
  };
  const paints = {
    who: side === "server" ? paint.server : paint.client,
    call: paint.strong,
    ...(failure !== undefined && { outcome: paint.bad }),
  };
  return row(cells, paints, columns);
}

type Cell = "time" | "who" | "call" | "where" | "outcome";

/** A row on one line where that has room; otherwise its last cells follow below, where the second one begins. */
function row(
  cells: Readonly<Record<Cell, string>>,
  paints: Partial<Record<Cell, (text: string) => string>>,
  columns: number,
): string[] {
  const painted = (cell: Cell, text = cells[cell]): string => paints[cell]?.(text) ?? text;
  const start = `${cells.time}  ${painted("who")} ${painted("call")}`;
  const below = (cell: "where" | "outcome"): string[] =>
    wrap(cells[cell].trim(), columns - traceIndent).map((text) =>
      " ".repeat(traceIndent) + painted(cell, text)
    );
  const startColumns = traceIndent + columnsOf(`${cells.who} ${cells.call}`);
  const whereColumns = startColumns + 1 + columnsOf(cells.where.trimEnd());
  if (whereColumns > columns) return [start.trimEnd(), ...below("where"), ...below("outcome")];
  const line = `${start} ${cells.where}`;
  if (cells.outcome === "") return [line.trimEnd()];
  const allColumns = startColumns + columnsOf(cells.where) + columnsOf(cells.outcome) + 2;
  return allColumns > columns ? [line.trimEnd(), ...below("outcome")] : [`${line} ${painted("outcome")}`];
}

function peerAndBytes(peer: string, bytes: string): string {
  return `${pad(peer, widths.peerAndBytes - columnsOf(bytes) - 1)} ${bytes}`;
}

/** Milliseconds with as many decimals, three at most, as there is room for. */
function timeText(milliseconds: number): string {
  const decimals = [3, 2, 1].find((digits) => milliseconds.toFixed(digits).length <= widths.at);
  return milliseconds.toFixed(decimals ?? 0);
}

function failedText(kind: FailureKind, deadlineMs: number | undefined): Text {
  const { en, ko } = failureName(kind);
  const limit = deadlineMs === undefined ? "" : `(${formatDuration(deadlineMs)})`;
  return { en: `failed: ${en} ${limit}`.trimEnd(), ko: `실패: ${ko}${limit}` };
}

function outcomeOf(event: SocketEvent, { language, showData = false }: TraceOptions): string {
  const facts = factsOf(event)[language];
  if (!showData || event.data === undefined) return facts;
  const room = languageWidths[language].outcome - (facts === "" ? 0 : columnsOf(facts) + 1);
  return `${facts} ${quoted(event.data, room)}`.trimStart();
}

function factsOf(event: SocketEvent): Text {
  const { call, bytes = 0, asked = bytes, covers = [call], accepted } = event;
  switch (call) {
    case "listen":
    case "bind":
      return sameInAll(covers.join("+"));
    case "connect": {
      const [steps, own] = [covers.join("+"), ownAddress(event)];
      // A port that was given is no news: it needs no word.
      if (covers.includes("bind")) return sameInAll(`${steps} ${own}`);
      return { en: `${steps} from ${own}`, ko: `${steps} ${own}` };
    }
    case "accept":
      return { en: `new socket ${accepted}`, ko: `새 소켓 ${accepted}` };
    case "send":
    case "sendto":
      return asked > bytes
        ? { en: `of ${count(asked, "byte")}`, ko: `(전체 ${groupThousands(asked)}바이트)` }
        : sameInAll("");
    case "recv":
    case "recvfrom":
      if (event.eof) return { en: "end: the peer sent FIN", ko: "끝: 상대측이 FIN 전송" };
      return event.truncated ? { en: "cut, rest lost", ko: "잘림, 나머지 손실" } : sameInAll("");
    case "resolve":
      return sameInAll(event.addresses?.join(", ") ?? "");
    case "shutdown":
      return { en: "sending side", ko: "전송 끝냄" };
    case "close":
      return whatCloses(event);
  }
}

function whatCloses({ transport, peer }: SocketEvent): Text {
  if (transport === "udp") return { en: "UDP socket", ko: "UDP 소켓" };
  return peer === undefined
    ? { en: "listening socket", ko: "서버 소켓(대기용)" }
    : { en: "connection", ko: "연결 소켓" };
}

/** The local address; its port alone where both ends have the same host. */
function ownAddress({ local = "", peer = "" }: SocketEvent): string {
  const own = splitAddress(local);
  return own.host === splitAddress(peer).host ? `:${own.port}` : local;
}

/** More bytes than fit into the column, whatever characters they are. */
const quotedBytes = 4 * languageWidths.en.outcome;

/** The first bytes between quotation marks; an ellipsis stands for what does not fit. */
function quoted(data: Uint8Array, columns: number): string {
  const text = visible(firstBytes(data, quotedBytes));
  if (data.length <= quotedBytes && columnsOf(text) + 2 <= columns) return `"${text}"`;
  let shown = "";
  let left = Math.max(columns - 3, 1);
  // An escape like \x1b stays whole.
  for (const [piece] of text.matchAll(/\\x..|\\u....|\\.|./gsu)) {
    left -= columnsOf(piece);
    if (left < 0) break;
    shown += piece;
  }
  return `"${shown}"…`;
}

/** At most `limit` bytes, without a character that would be cut in two there. */
export function firstBytes(data: Uint8Array, limit: number): Uint8Array {
  if (data.length <= limit) return data;
  for (let start = Math.max(0, limit - 3); start < limit; start++) {
    const sequence = utf8SequenceAt(data, start);
    if (typeof sequence === "number" && start + sequence > limit) return data.subarray(0, start);
  }
  return data.subarray(0, limit);
}
