/**
 * Finds where a reply ends on a stream, and whether it is the right one. `reader.ts` chooses a reader for the
 * framing. Call `begin()` with the line that was sent, `push()` with what comes, look at `state`, then call
 * `finish()` or `giveUp()`. A reader has no socket and no clock: the client waits and keeps the deadlines.
 * `requirement.ts` judges a reply by what `check` was told to expect.
 *
 * @module
 */
import { type Bytes, concat, encodeText } from "../../base/bytes.ts";
import { upperCase } from "../service/upper.ts";

/** What a client accepts as the right answer. */
export const expectations = ["upper", "echo", "any"] as const;
export type Expectation = typeof expectations[number];
/** An expectation that says what the right answer is. */
export type KnownExpectation = Exclude<Expectation, "any">;

/** How the end of a message is marked on a stream: not at all, or by LF or CR LF. */
export const framings = ["raw", "line", "crlf"] as const;
export type Framing = typeof framings[number];

/**
 * How far the reply has come.
 *
 * - `waiting`: no byte has come, or only the beginning of the expected reply.
 * - `open`: bytes have come and none are expected, or others. Only a silence or the end can end the reply.
 * - `complete`: the whole reply has come.
 */
export type ReplyState = "waiting" | "open" | "complete";

export interface Reply {
  /** The bytes that came, without the newline at their end in `line` and `crlf`. */
  readonly bytes: Bytes;
  /** Whether it is exactly the expected reply. With `any` every reply is. */
  readonly matches: boolean;
  /** How many bytes came after the expected reply. */
  readonly extraBytes: number;
  /** How many bytes for earlier lines came before this reply. They are not part of `bytes`. */
  readonly lateBytes: number;
  /** Nothing tells whether this is the reply to an earlier line, which was given up. */
  readonly mayBeLate?: true;
}

/** Bytes that came while no reply was expected. */
export interface Leftover {
  readonly lateBytes: number;
  readonly extraBytes: number;
}

/**
 * Finds the replies in a stream, where one receive is not one reply. It has no socket and no clock: the caller
 * pushes the bytes that came, ends an `open` reply after a silence, and gives a reply up after its timeout.
 */
export interface ReplyReader {
  readonly state: ReplyState;
  /** What has come of the current reply. */
  readonly received: Bytes;
  /** Takes what came before the next line is sent: bytes owed for an earlier one, and extra bytes. */
  drain(bytes: Uint8Array): Leftover;
  /** Begins the reply to `line`. */
  begin(line: Uint8Array): void;
  push(bytes: Uint8Array): void;
  /** Ends the reply with the bytes that have come. */
  finish(): Reply;
  /**
   * Gives the reply up. The missing bytes are owed from then on, and are counted separately if they come later.
   */
  giveUp(): void;
}

/** How long a silence must be to end a reply of which nothing is known, in milliseconds. */
export const replySilenceMs = 200;

/** How many bytes after the expected reply are kept at most: a server may never stop sending. */
export const maxExcessBytes = 1_048_576;

/** The mark at the end of a message; empty for `raw`. */
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
export function expectedReply(line: Uint8Array, expectation: KnownExpectation): Bytes;
export function expectedReply(line: Uint8Array, expectation: Expectation): Bytes | undefined;
export function expectedReply(line: Uint8Array, expectation: Expectation): Bytes | undefined {
  if (expectation === "any") return undefined;
  return expectation === "upper" ? upperCase(line) : concat(line);
}
