import type { Bytes } from "../base/bytes.ts";
import { encodeText } from "../base/bytes.ts";
import { type Random, randomInteger } from "../base/random.ts";

const runLetters = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
const pattern = /^CAPSOCK-PROBE ([A-Z0-9]+) ([0-9]+) /;
const decoder = new TextDecoder();

/** A numbered message that measures. It is upper-case ASCII, so that `upper` and `echo` both give it back. */
export interface Probe {
  /** The name of this run. It distinguishes this run from others that probe the same service. */
  readonly run: string;
  readonly number: number;
}

/** A random name for a run, 8 characters out of 32: two runs hardly ever get the same. */
export function newRun(random: Random): string {
  return Array.from({ length: 8 }, () => runLetters[randomInteger(random, 0, runLetters.length - 1)]).join(
    "",
  );
}

/** A probe of `size` bytes, or longer if its words do not fit. */
export function encodeProbe({ run, number }: Probe, size = 0): Bytes {
  const words = `CAPSOCK-PROBE ${run} ${number} `;
  return encodeText(words.padEnd(size, "X"));
}

/** Which probe `bytes` is; `undefined` when it is not a probe. */
export function decodeProbe(bytes: Uint8Array): Probe | undefined {
  const match = pattern.exec(decoder.decode(bytes.subarray(0, 64)));
  return match === null ? undefined : { run: match[1]!, number: Number(match[2]) };
}
