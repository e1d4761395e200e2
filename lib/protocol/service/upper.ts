import { kernelBuffers, upperAscii } from "./upper/ascii.ts";
import { type Bytes, concat, concatAll } from "../../base/bytes.ts";
import type { Service, ServiceStream } from "./service.ts";
import { type Utf8Sequence, utf8SequenceAt } from "../../base/utf8.ts";

const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const encoder = new TextEncoder();
const nothing: Bytes = new Uint8Array(0);

/**
 * Upper-cases a stream of UTF-8 text that comes in pieces of any size.
 *
 * Each character is replaced by its full upper-case mapping, which does not depend on a language (The Unicode
 * Standard, section 3.13, `toUppercase`). Bytes that are not valid UTF-8 stay as they are. A character that is
 * split between two pieces is held, 3 bytes at the most, until it is whole.
 */
export class UpperStream implements ServiceStream {
  #held: Bytes = nothing;

  /**
   * @param chunk The next bytes. They are changed in place and may be what is returned: use the result before
   * the memory is written to again.
   */
  push(chunk: Bytes): Bytes {
    if (this.#held.length === 0) {
      const ascii = upperAscii(chunk);
      if (ascii === chunk.length) return chunk;
      return this.#convert(chunk, ascii);
    }
    return this.#convert(concat(this.#held, chunk), 0);
  }

  /** Ends the stream and returns what it still holds: the beginning of a character that was never completed. */
  end(): Bytes {
    const held = this.#held;
    this.#held = nothing;
    return held;
  }

  /** Converts from the first byte that may not be ASCII. The bytes before it are converted already. */
  #convert(bytes: Bytes, start: number): Bytes {
    const parts: Uint8Array[] = [bytes.subarray(0, start)];
    this.#held = nothing;
    for (let index = start; index < bytes.length;) {
      const valid = index;
      index = endOfRun(bytes, index, (sequence) => typeof sequence === "number");
      if (index > valid) parts.push(upperText(bytes.subarray(valid, index)));
      const invalid = index;
      index = endOfRun(bytes, index, (sequence) => sequence === "invalid");
      if (index > invalid) parts.push(bytes.subarray(invalid, index));
      if (index < bytes.length && utf8SequenceAt(bytes, index) === "incomplete") {
        this.#held = bytes.slice(index);
        break;
      }
    }
    return concatAll(parts);
  }
}

/** The index after the last sequence from `index` on that `belongs` accepts. */
function endOfRun(bytes: Uint8Array, index: number, belongs: (sequence: Utf8Sequence) => boolean): number {
  while (index < bytes.length) {
    const sequence = utf8SequenceAt(bytes, index);
    if (!belongs(sequence)) break;
    index += typeof sequence === "number" ? sequence : 1;
  }
  return index;
}

function upperText(validUtf8: Uint8Array): Uint8Array {
  return encoder.encode(decoder.decode(validUtf8).toUpperCase());
}

/** Upper-cases a copy of a whole message. */
export function upperCase(message: Uint8Array): Bytes {
  const stream = new UpperStream();
  return concat(stream.push(message.slice()), stream.end());
}

/** The lecture's service: what came in, in capitals. */
export const upper: Service = {
  summary: {
    en: "replies in capitals (UTF-8; other bytes unchanged)",
    ko: "대문자로 응답함(UTF-8, 그 밖의 바이트는 그대로)",
  },
  buffers: kernelBuffers,
  start: () => new UpperStream(),
};
