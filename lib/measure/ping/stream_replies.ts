import { type Bytes, encodeText, startsWith } from "../../base/bytes.ts";
import { GrowingBuffer } from "../../base/growing_buffer.ts";
import { decodeProbe } from "../../protocol/probe.ts";
import { isSame, type ProbeBytes } from "./probe_bytes.ts";

/** A reply that was found in the stream. */
export interface StreamReply {
  readonly number: number;
  readonly bytes: number;
  readonly isAltered: boolean;
}

/**
 * Finds replies in a byte stream, which keeps no message boundaries. The service must return what was sent,
 * byte for byte and in order. So a reply is complete when it has as many bytes as its probe, and they are
 * equal. If they differ, the altered reply ends where the next probe of this run begins. This also shows which
 * replies the service dropped, repeated or swapped.
 */
export class StreamReplies {
  readonly #probes: ProbeBytes;
  readonly #isSent: (number: number) => boolean;
  readonly #opening: Bytes;
  readonly #buffer = new GrowingBuffer();
  #next: number;
  #hasFound = false;

  /** @param first The number of the first probe that is sent on this stream. */
  constructor(probes: ProbeBytes, isSent: (number: number) => boolean, first = 1) {
    this.#probes = probes;
    this.#isSent = isSent;
    this.#opening = encodeText(`CAPSOCK-PROBE ${probes.run} `);
    this.#next = first;
  }

  /** @returns The replies that are complete by now, or `no-echo` if the first bytes that came are not a probe. */
  push(bytes: Uint8Array): StreamReply[] | "no-echo" {
    // Nearly always one receive brings exactly one reply. Then nothing is copied.
    if (this.#buffer.length === 0 && isSame(bytes, this.#probes.of(this.#next))) {
      return [this.#found(this.#next)];
    }
    this.#buffer.append(bytes);
    const found: StreamReply[] = [];
    while (this.#buffer.length > 0) {
      const reply = this.#look(this.#buffer.bytes);
      if (reply === "no-echo") return reply;
      if (reply === undefined) break;
      found.push(reply);
      this.#buffer.take(reply.bytes);
    }
    return found;
  }

  #look(bytes: Bytes): StreamReply | undefined | "no-echo" {
    const expected = this.#probes.of(this.#next);
    if (startsWith(expected, bytes) && bytes.length < expected.length) return undefined;
    if (startsWith(bytes, expected)) return this.#found(this.#next);
    const other = this.#probeAt(bytes);
    if (other === "unknown-yet") return undefined;
    if (other === undefined) return this.#hasFound ? this.#altered(bytes, this.#next) : "no-echo";
    const whole = this.#probes.of(other);
    if (startsWith(bytes, whole)) return this.#found(other);
    return startsWith(whole, bytes) ? undefined : this.#altered(bytes, other);
  }

  #found(number: number): StreamReply {
    this.#hasFound = true;
    const bytes = this.#probes.of(number).length;
    this.#expectAfter(number);
    return { number, bytes, isAltered: false };
  }

  /** @returns `undefined` while its end may still come. */
  #altered(bytes: Bytes, number: number): StreamReply | undefined {
    const another = indexOf(bytes, this.#opening, 1);
    const size = this.#probes.of(number).length;
    if (another === -1 && bytes.length < size) return undefined;
    this.#hasFound = true;
    this.#expectAfter(number);
    return { number, bytes: another === -1 ? size : Math.min(another, size), isAltered: true };
  }

  #expectAfter(number: number): void {
    // A repeated reply does not change what is expected next.
    this.#next = Math.max(this.#next, number + 1);
  }

  /** The number of the probe of this run that `bytes` begin with. */
  #probeAt(bytes: Bytes): number | undefined | "unknown-yet" {
    if (bytes.length < this.#opening.length) {
      return startsWith(this.#opening, bytes) ? "unknown-yet" : undefined;
    }
    const probe = decodeProbe(bytes);
    if (probe?.run === this.#probes.run && this.#isSent(probe.number)) return probe.number;
    const digits = bytes.subarray(this.#opening.length);
    const isCut = probe === undefined && startsWith(bytes, this.#opening) && digits.every(isDigit);
    return isCut && digits.length < 16 ? "unknown-yet" : undefined;
  }
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39;
}

function indexOf(bytes: Bytes, wanted: Bytes, from: number): number {
  for (let at = bytes.indexOf(wanted[0]!, from); at !== -1; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (startsWith(bytes.subarray(at), wanted)) return at;
  }
  return -1;
}
