import { type Bytes, concat } from "../../base/bytes.ts";
import { GrowingBuffer } from "../../base/growing_buffer.ts";
import { type Leftover, maxExcessBytes, type Reply, type ReplyReader, type ReplyState } from "./reply.ts";

/**
 * Replies of which nothing is known: of Redis, HTTP or SMTP. A reply may have many lines, so only a silence or the
 * end of the connection ends it. Framing says only what is added to what is sent.
 *
 * After a line that was given up, nothing tells for which line the next bytes are. The reader says so of every
 * reply, until bytes have come while no line waited for them.
 */
export class AnyReplyReader implements ReplyReader {
  readonly #newline: Bytes;
  readonly #buffer = new GrowingBuffer();
  #owes = false;
  #lateCame = false;

  /** @param newline Is left out at the end of a reply. */
  constructor(newline: Bytes) {
    this.#newline = newline;
  }

  get state(): ReplyState {
    const { length } = this.#buffer;
    if (length > maxExcessBytes) return "complete";
    return length === 0 ? "waiting" : "open";
  }

  get received(): Bytes {
    return concat(this.#buffer.bytes);
  }

  drain(bytes: Uint8Array): Leftover {
    if (!this.#owes) return { lateBytes: 0, extraBytes: bytes.length };
    this.#lateCame ||= bytes.length > 0;
    return { lateBytes: bytes.length, extraBytes: 0 };
  }

  begin(): void {
    this.#buffer.take();
    if (this.#lateCame) this.#owes = this.#lateCame = false;
  }

  push(bytes: Uint8Array): void {
    this.#buffer.append(bytes);
  }

  finish(): Reply {
    const came = this.#buffer.take();
    const end = came.length - this.#newline.length;
    const endsWithNewline = this.#newline.every((byte, index) => came[end + index] === byte);
    const bytes = endsWithNewline ? came.slice(0, end) : came;
    return { bytes, matches: true, extraBytes: 0, lateBytes: 0, ...(this.#owes && { mayBeLate: true }) };
  }

  giveUp(): void {
    this.#buffer.take();
    this.#owes = true;
  }
}
