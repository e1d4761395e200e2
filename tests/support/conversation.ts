import { assertEquals } from "@std/assert";
import { replyReader } from "../../lib/protocol/reply/reader.ts";
import type { Expectation, Framing, Reply, ReplyReader } from "../../lib/protocol/reply/reply.ts";
import { utf8 } from "./bytes.ts";

/** A reader whose bytes are text, so that a test reads as a conversation. */
export class Conversation {
  readonly reader: ReplyReader;

  constructor(framing: Framing = "raw", expectation: Expectation = "upper") {
    this.reader = replyReader(framing, expectation);
  }

  get state() {
    return this.reader.state;
  }

  asks(line: string): this {
    this.reader.begin(utf8(line));
    return this;
  }

  gets(...pieces: string[]): this {
    for (const piece of pieces) this.reader.push(utf8(piece));
    return this;
  }

  getsByteByByte(text: string): this {
    return this.gets(...text);
  }

  givesUp(): this {
    this.reader.giveUp();
    return this;
  }

  drains(text: string): { lateBytes: number; extraBytes: number } {
    return this.reader.drain(utf8(text));
  }

  finish(): Omit<Reply, "bytes"> & { text: string } {
    const { bytes, ...facts } = this.reader.finish();
    return { text: new TextDecoder().decode(bytes), ...facts };
  }

  /** Asserts that the reply is whole, and what it is. */
  ends(text: string, facts: Partial<Reply> = {}): this {
    assertEquals(this.state, "complete", `waiting for ${text}`);
    return this.endsAfterSilence(text, facts);
  }

  /** Asserts what the reply is when it is ended now. */
  endsAfterSilence(text: string, facts: Partial<Reply> = {}): this {
    assertEquals(this.finish(), { text, matches: true, extraBytes: 0, lateBytes: 0, ...facts });
    return this;
  }
}

export const newlineOf: Record<Framing, string> = { raw: "", line: "\n", crlf: "\r\n" };
export const marked = ["line", "crlf"] as const;
