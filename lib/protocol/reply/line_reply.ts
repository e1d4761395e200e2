import { type Bytes, concat, equalBytes } from "../../base/bytes.ts";
import { GrowingBuffer } from "../../base/growing_buffer.ts";
import {
  expectedReply,
  type KnownExpectation,
  type Leftover,
  maxExcessBytes,
  type Reply,
  type ReplyReader,
  type ReplyState,
} from "./reply.ts";

const nothing: Bytes = new Uint8Array(0);

/**
 * Replies that end with a newline. A line that was given up still owes a reply. When that reply comes late, it is
 * counted as owed, unless it is exactly what the current line is waiting for.
 */
export class LineReplyReader implements ReplyReader {
  readonly #expectation: KnownExpectation;
  readonly #newline: Bytes;
  readonly #buffer = new GrowingBuffer();
  /** The right answers to the lines that were given up, oldest first. */
  #owed: Bytes[] = [];
  /** `undefined` while no line waits for a reply. */
  #expected: Bytes | undefined;
  #lateBytes = 0;
  /** Where the newline of the current reply stands in the buffer; -1 until it comes. */
  #end = -1;
  #searched = 0;

  constructor(expectation: KnownExpectation, newline: Bytes) {
    this.#expectation = expectation;
    this.#newline = newline;
  }

  get state(): ReplyState {
    const tooLong = this.#buffer.length > (this.#expected?.length ?? 0) + maxExcessBytes;
    return this.#end !== -1 || tooLong ? "complete" : "waiting";
  }

  get received(): Bytes {
    return this.#owed.length > 0 ? nothing : concat(this.#buffer.bytes);
  }

  drain(bytes: Uint8Array): Leftover {
    this.#expected = undefined;
    this.push(bytes);
    const lateBytes = this.#lateBytes;
    this.#lateBytes = 0;
    // The beginning of an owed line stays in the buffer until its newline comes.
    if (this.#owed.length > 0) return { lateBytes, extraBytes: 0 };
    this.#end = -1;
    this.#searched = 0;
    return { lateBytes, extraBytes: this.#buffer.take().length };
  }

  begin(line: Uint8Array): void {
    this.#expected = expectedReply(line, this.#expectation);
    this.push(new Uint8Array(0));
  }

  push(bytes: Uint8Array): void {
    this.#buffer.append(bytes);
    while (this.#end === -1) {
      const end = this.#findNewline();
      if (end === -1) return;
      const line = this.#buffer.bytes.subarray(0, end);
      if (this.#owed.length === 0 || this.#isExpected(line)) {
        this.#owed = [];
        this.#end = end;
      } else {
        this.#owed.shift();
        this.#lateBytes += this.#takeLine(end);
      }
    }
  }

  #isExpected(line: Uint8Array): boolean {
    const owed = this.#owed[0];
    const expected = this.#expected;
    return expected !== undefined && equalBytes(line, expected) && !(owed && equalBytes(line, owed));
  }

  #findNewline(): number {
    const { bytes } = this.#buffer;
    const last = this.#newline.at(-1)!;
    for (let at = bytes.indexOf(last, this.#searched); at !== -1; at = bytes.indexOf(last, at + 1)) {
      const start = at - this.#newline.length + 1;
      if (start >= 0 && bytes[start] === this.#newline[0]) return start;
    }
    this.#searched = bytes.length;
    return -1;
  }

  #takeLine(end: number): number {
    this.#searched = 0;
    return this.#buffer.take(end + this.#newline.length).length;
  }

  finish(): Reply {
    const lateBytes = this.#lateBytes;
    const end = this.#end;
    const ended = end !== -1;
    const bytes = this.#buffer.bytes.slice(0, ended ? end : undefined);
    if (ended) this.#takeLine(end);
    const extraBytes = this.#buffer.take().length - (ended ? 0 : bytes.length);
    const expected = this.#expected;
    const matches = expected !== undefined && ended && extraBytes === 0 && equalBytes(bytes, expected);
    this.#end = -1;
    this.#searched = 0;
    this.#lateBytes = 0;
    return { bytes, matches, extraBytes, lateBytes };
  }

  /** The part that has come stays in the buffer. Its newline will end the owed reply. */
  giveUp(): void {
    this.#owed.push(this.#expected ?? nothing);
  }
}
