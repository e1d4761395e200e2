/**
 * What `--trace` and `--hex` write: a socket event comes in, a line of an aligned table or of a dump comes
 * out. Its explanation comes from `report/explain/`, its JSON from `report/json.ts`.
 *
 * @module
 */
import type { SocketEvent } from "../../protocol/event.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { utf8SequenceAt } from "../../base/utf8.ts";
import { splitAddress } from "../../protocol/address.ts";
import { columnsOf, pad } from "../columns.ts";
import { noPaint, type Paint } from "../paint.ts";
import { visible } from "../../base/visible.ts";

/** Columns of the table. The address and the bytes share theirs: a long address may reach into the gap. */
const widths = { at: 8, who: 11, call: 8, peerAndBytes: 22, outcome: 26 } as const;

/** Where the column after the time begins. */
export const traceIndent = widths.at + 2;

export interface TraceOptions {
  /** Shows the first bytes of what was sent or received. */
  readonly showData?: boolean;
}

/** The names of the columns, to be written once above the lines. */
export function traceHeader(paint: Paint = noPaint): string {
  return paint.faint(
    row(
      "time, ms",
      "side socket",
      pad("call", widths.call),
      peerAndBytes("peer", "bytes"),
      "what came of it",
    ),
  );
}

/**
 * One socket call as one line of an aligned table, within 80 columns as long as addresses are those of this
 * machine. `listen` and `bind`, which have no peer, show their own address.
 */
export function traceLine(event: SocketEvent, paint: Paint = noPaint, options: TraceOptions = {}): string {
  const { at, side, socket, call, peer, local, bytes, failure } = event;
  const outcome = failure === undefined ? outcomeOf(event, options) : paint.bad(`failed: ${failure}`);
  return row(
    timeText(at),
    (side === "server" ? paint.server : paint.client)(pad(`${side} ${socket}`, widths.who)),
    paint.strong(pad(call, widths.call)),
    peerAndBytes(peer ?? local ?? "", bytes === undefined ? "" : groupThousands(bytes)),
    outcome,
  );
}

function row(at: string, who: string, call: string, middle: string, outcome: string): string {
  return `${at.padStart(widths.at)}  ${who} ${call} ${middle} ${outcome}`.trimEnd();
}

function peerAndBytes(peer: string, bytes: string): string {
  return `${pad(peer, widths.peerAndBytes - bytes.length - 1)} ${bytes}`;
}

/** Milliseconds with as many decimals, three at most, as there is room for. */
function timeText(milliseconds: number): string {
  const decimals = [3, 2, 1].find((digits) => milliseconds.toFixed(digits).length <= widths.at);
  return milliseconds.toFixed(decimals ?? 0);
}

function outcomeOf(event: SocketEvent, { showData = false }: TraceOptions): string {
  const facts = factsOf(event);
  if (!showData || event.data === undefined) return facts;
  const room = widths.outcome - (facts === "" ? 0 : columnsOf(facts) + 1);
  return `${facts} ${quoted(event.data, room)}`.trimStart();
}

function factsOf(event: SocketEvent): string {
  const { call, bytes = 0, asked = bytes, covers = [call] } = event;
  switch (call) {
    case "listen":
    case "bind":
      return covers.join("+");
    case "connect":
      // The port of one's own is worth a word less where it was given: it is no news then.
      return `${covers.join("+")}${covers.includes("bind") ? "" : " from"} ${ownAddress(event)}`;
    case "accept":
      return `new socket ${event.accepted}`;
    case "send":
    case "sendto":
      return asked > bytes ? `of ${count(asked, "byte")}` : "";
    case "recv":
    case "recvfrom":
      if (event.eof) return "end: peer sent its FIN";
      return event.truncated ? "cut, rest lost" : "";
    case "resolve":
      return event.addresses?.join(", ") ?? "";
    case "shutdown":
      return "sending side";
    case "close":
      return whatCloses(event);
  }
}

function whatCloses({ transport, peer }: SocketEvent): string {
  if (transport === "udp") return "UDP socket";
  return peer === undefined ? "listening socket" : "connection";
}

/** The local address; its port alone where both ends have the same host. */
function ownAddress({ local = "", peer = "" }: SocketEvent): string {
  const own = splitAddress(local);
  return own.host === splitAddress(peer).host ? `:${own.port}` : local;
}

/** More bytes than fit into the column, whatever characters they are. */
const quotedBytes = 4 * widths.outcome;

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
