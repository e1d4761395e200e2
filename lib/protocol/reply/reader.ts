import { AnyReplyReader } from "./any_reply.ts";
import { LineReplyReader } from "./line_reply.ts";
import { RawReplyReader } from "./raw_reply.ts";
import { type Expectation, type Framing, newlines, type ReplyReader } from "./reply.ts";

/** Finds the replies in a stream of `framing`, where `expectation` says what is right. */
export function replyReader(framing: Framing, expectation: Expectation): ReplyReader {
  const newline = newlines[framing];
  if (expectation === "any") return new AnyReplyReader(newline ?? new Uint8Array(0));
  return newline === undefined ? new RawReplyReader(expectation) : new LineReplyReader(expectation, newline);
}
