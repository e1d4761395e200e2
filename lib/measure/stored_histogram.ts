import { Mistake } from "../base/mistake.ts";
import { decodeBase64 } from "@std/encoding/base64";
import process from "node:process";

/**
 * What stands in a stored histogram (HdrHistogram's V2, compressed) is checked before the library decodes it: the
 * library goes by the lengths that it finds there, and a damaged one keeps it busy for minutes or takes all memory.
 *
 * The compressed form: a cookie, a length, a zlib stream of that length. The form inside: a cookie, the length of
 * the counts, an offset, digits, lowest and highest value, a ratio, and the counts, one number after the other. A
 * negative number stands for so many zeros.
 */
const compressedCookie = 0x1c849314;
const cookie = 0x1c849313;
const compressedHeadBytes = 8;
const headBytes = 40;

/** What three digits take for each power of two. */
const countsPerPower = 1024;

/** Of any value that a double holds exactly. */
const mostCounts = 44 * countsPerPower;
const mostBytesOfCount = 9;
const mostBytes = headBytes + mostCounts * mostBytesOfCount;

/** @throws {Mistake} If it is none, or is damaged. */
export function checkStoredHistogram(base64: string): void {
  try {
    checkCounts(inflated(decodeBase64(base64.trim())));
  } catch {
    throw new Mistake({ en: "the histogram is damaged", ko: "히스토그램이 손상되었습니다" });
  }
}

function inflated(bytes: Uint8Array): Uint8Array {
  const view = viewOf(bytes);
  const length = view.getInt32(4);
  require(view.getInt32(0) === compressedCookie);
  require(length > 0 && length <= bytes.length - compressedHeadBytes);
  // Loading it takes as long as a start, and few runs read a histogram.
  const { inflateSync } = process.getBuiltinModule("node:zlib");
  const stream = bytes.subarray(compressedHeadBytes, compressedHeadBytes + length);
  return inflateSync(stream, { maxOutputLength: mostBytes });
}

function checkCounts(bytes: Uint8Array): void {
  const view = viewOf(bytes);
  const [lowest, highest] = [view.getBigInt64(16), view.getBigInt64(24)];
  require(view.getInt32(0) === cookie && view.getInt32(4) === bytes.length - headBytes);
  require(view.getInt32(12) === 3 && lowest === 1n);
  require(highest > 1n && highest <= BigInt(Number.MAX_SAFE_INTEGER));
  const places = countsUpTo(Number(highest));
  let counts = 0;
  for (let at = headBytes; at < bytes.length;) {
    const { value, end } = numberAt(bytes, at);
    require(value >= -BigInt(mostCounts) && value <= BigInt(Number.MAX_SAFE_INTEGER));
    counts += value < 0n ? -Number(value) : 1;
    require(counts <= places);
    at = end;
  }
}

/** How many counts a histogram has that holds values up to `highest`. */
function countsUpTo(highest: number): number {
  const powers = Math.max(0, Math.ceil(Math.log2(highest + 1)) - Math.log2(2 * countsPerPower));
  return (powers + 2) * countsPerPower;
}

/** A number of up to 64 bits: seven to a byte, the lowest first, all eight of the ninth; its sign is its last bit. */
function numberAt(bytes: Uint8Array, start: number): { value: bigint; end: number } {
  let bits = 0n;
  let at = start;
  for (let shift = 0n;; shift += 7n, at++) {
    const byte = bytes[at];
    if (byte === undefined) throw new Error("the last number is cut off");
    const isLast = at - start === mostBytesOfCount - 1;
    bits |= BigInt(isLast ? byte : byte & 0x7f) << shift;
    if (isLast || byte < 0x80) break;
  }
  return { value: (bits >> 1n) ^ -(bits & 1n), end: at + 1 };
}

function viewOf({ buffer, byteOffset, byteLength }: Uint8Array): DataView {
  return new DataView(buffer, byteOffset, byteLength);
}

function require(isTrue: boolean): void {
  if (!isTrue) throw new Error("the histogram is damaged");
}
