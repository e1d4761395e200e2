/**
 * The lecture's protocol marks no end: a line is sent without a newline, and its reply comes back the same
 * way. One receive is not one reply: a stream keeps the order of bytes, but no message boundaries. A pause is no
 * end either: a slow server pauses too. But the right answer is known, and it decides. While the bytes that
 * came are its beginning, the reader waits for more; when all of it is there, the reply is whole; when a byte
 * differs, nothing tells where the reply ends, and only silence can end it (`open`).
 *
 * A line that was given up may still be answered. If the reader forgot it, every later reply would be off by
 * one from then on. So the missing part of its reply is owed: the reader expects it before the next reply, and
 * counts it off when it comes. But the server may also never answer that line. So when the bytes differ from
 * what is owed and expected together, the reader tries without what is owed, unless that differs as well and
 * all that was owed has come.
 *
 * The limit: a right answer that is also the beginning of what is owed is taken for what is owed. Bytes beyond
 * the right answer belong to the reply.
 */
import { type Bytes, concat } from "../../base/bytes.ts";
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

/** Replies that have no mark at their end. */
export class RawReplyReader implements ReplyReader {
  readonly #expectation: KnownExpectation;
  readonly #buffer = new GrowingBuffer();
  #owed: Bytes = nothing;
  #expected: Bytes = nothing;
  /** The owed bytes, then the expected ones. */
  #awaited: Bytes = nothing;
  /** How many bytes of the buffer, from the first, are as expected. */
  #agreeing = 0;
  /** Late bytes that came before another line was given up and that are not reported yet. */
  #untoldLate = 0;

  constructor(expectation: KnownExpectation) {
    this.#expectation = expectation;
  }

  get state(): ReplyState {
    const { length } = this.#buffer;
    if (length > this.#awaited.length + maxExcessBytes) return "complete";
    if (this.#agreeing === this.#awaited.length) return "complete";
    return this.#agreeing < length ? "open" : "waiting";
  }

  get received(): Bytes {
    return this.#buffer.bytes.slice(this.#late);
  }

  get #late(): number {
    return Math.min(this.#agreeing, this.#owed.length);
  }

  drain(bytes: Uint8Array): Leftover {
    const lateBytes = agreement(bytes, this.#owed, 0);
    const deviates = lateBytes < bytes.length && lateBytes < this.#owed.length;
    this.#owed = deviates ? nothing : this.#owed.slice(lateBytes);
    return { lateBytes: lateBytes + this.#tellLate(), extraBytes: bytes.length - lateBytes };
  }

  #tellLate(): number {
    const late = this.#untoldLate;
    this.#untoldLate = 0;
    return late;
  }

  begin(line: Uint8Array): void {
    this.#buffer.take();
    this.#await(this.#owed, expectedReply(line, this.#expectation));
  }

  push(bytes: Uint8Array): void {
    this.#buffer.append(bytes);
    this.#agree();
    if (this.state === "open" && this.#owed.length > 0) this.#reconsiderOwed();
  }

  #await(owed: Bytes, expected: Bytes): void {
    this.#owed = owed;
    this.#expected = expected;
    this.#awaited = concat(owed, expected);
    this.#agreeing = 0;
  }

  #agree(): void {
    this.#agreeing = agreement(this.#buffer.bytes, this.#awaited, this.#agreeing);
  }

  /** Perhaps the server never answers the line that was given up. */
  #reconsiderOwed(): void {
    const [owed, expected, late] = [this.#owed, this.#expected, this.#late];
    this.#await(nothing, expected);
    this.#agree();
    if (this.state !== "open" || late < owed.length) return;
    this.#await(owed, expected);
    this.#agree();
  }

  finish(): Reply {
    const bytes = this.#buffer.take().slice(this.#late);
    const lateBytes = this.#late + this.#tellLate();
    const whole = this.#agreeing === this.#awaited.length;
    const extraBytes = whole ? bytes.length - this.#expected.length : 0;
    this.#await(nothing, nothing);
    return { bytes, matches: whole && extraBytes === 0, extraBytes, lateBytes };
  }

  giveUp(): void {
    const owed = this.#awaited.slice(this.#agreeing);
    this.#untoldLate += this.#late;
    this.#buffer.take();
    this.#await(owed, nothing);
  }
}

/** How many bytes of `came` equal those of `awaited`; the first `known` are known to be equal. */
function agreement(came: Uint8Array, awaited: Uint8Array, known: number): number {
  const end = Math.min(came.length, awaited.length);
  let index = known;
  while (index < end && came[index] === awaited[index]) index++;
  return index;
}
