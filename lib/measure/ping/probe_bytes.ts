import type { Bytes } from "../../base/bytes.ts";
import { encodeProbe } from "../../protocol/probe.ts";

/** The probes of one run as they go over the wire. The last few are kept: each is needed to send and to compare. */
export class ProbeBytes {
  readonly #kept: { number: number; bytes: Bytes }[] = [];

  constructor(readonly run: string, readonly sizeBytes: number) {}

  /** Its bytes. They must not be changed. */
  of(number: number): Bytes {
    const place = number & 3;
    const kept = this.#kept[place];
    if (kept?.number === number) return kept.bytes;
    const bytes = encodeProbe({ run: this.run, number }, this.sizeBytes);
    this.#kept[place] = { number, bytes };
    return bytes;
  }
}

/** Whether both hold the same bytes; in a plain loop, since it stands between a reply and the next probe. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
