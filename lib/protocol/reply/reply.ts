/**
 * Where a reply ends on a stream, and whether it is the right one. `reader.ts` chooses a reader by the
 * framing: `begin()` with the line that was sent, `push()` what comes, ask `state`, then `finish()` or
 * `giveUp()`. A reader holds neither socket nor clock: waiting, silence and deadlines are the client's.
 * `requirement.ts` judges what `check` was told to expect.
 *
 * @module
 */
import { type Bytes, concat, encodeText } from "../../base/bytes.ts";
import { upperCase } from "../service/upper.ts";

/** What a client accepts as the right answer. */
export const expectations = ["upper", "echo", "any"] as const;
export type Expectation = typeof expectations[number];

/** How the end of a message is marked on a stream: not at all, or by LF or CR LF. */
export const framings = ["raw", "line", "crlf"] as const;
export type Framing = typeof framings[number];

/**
 * How far the reply has come.
 *
 * - `waiting`: nothing came, or the beginning of what is expected.
 * - `open`: what came is not what is expected, so only silence can end it.
 * - `complete`: the reply is whole.
 */
export type ReplyState = "waiting" | "open" | "complete";

export interface Reply {
  /** What came, without the newline that ends it in `line` and `crlf`. */
  readonly bytes: Bytes;
  /** Whether it is what was expected, and nothing more. With `any` everything is. */
  readonly matches: boolean;
  /** How many of the bytes lie beyond what was expected. */
  readonly extraBytes: number;
  /** How many bytes came first that were still owed for earlier lines. They are not part of `bytes`. */
  readonly lateBytes: number;
}

/** What came while nothing was asked for. */
export interface Leftover {
  readonly lateBytes: number;
  readonly extraBytes: number;
}

/**
 * Finds the replies in what a server sends over a stream, where one receive is not one reply. It holds no
 * socket and no clock: the caller pushes what came and ends a reply that is `open` after a silence, or gives
 * it up after its timeout.
 */
export interface ReplyReader {
  readonly state: ReplyState;
  /** How many bytes of the current reply have come. */
  readonly received: number;
  /** Takes what came before the next line is sent: bytes owed for an earlier one, and extra bytes. */
  drain(bytes: Uint8Array): Leftover;
  /** Begins the reply to `line`. */
  begin(line: Uint8Array): void;
  push(bytes: Uint8Array): void;
  /** Ends the reply with what has come. */
  finish(): Reply;
  /** Gives the reply up: what is missing of it is owed, and counted off when it comes later. */
  giveUp(): void;
}

/** The silence after which a reply that is not the expected one counts as ended, in milliseconds. */
export const replySilenceMs = 200;

/** The most that is kept of a reply beyond what was expected, in bytes: a server may never stop sending. */
export const maxExcessBytes = 1_048_576;

/** What marks the end of a message; nothing in `raw`. */
export const newlines: Readonly<Record<Framing, Bytes | undefined>> = {
  raw: undefined,
  line: encodeText("\n"),
  crlf: encodeText("\r\n"),
};

/** `line` as it goes onto the stream. */
export function frameLine(line: Uint8Array, framing: Framing): Bytes {
  const newline = newlines[framing];
  return newline === undefined ? concat(line) : concat(line, newline);
}

/** The right answer to `line`, or `undefined` where every answer is right. */
export function expectedReply(line: Uint8Array, expectation: Expectation): Bytes | undefined {
  if (expectation === "any") return undefined;
  return expectation === "upper" ? upperCase(line) : concat(line);
}
