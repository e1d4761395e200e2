import type { Bytes } from "../../base/bytes.ts";
import { encodeProbe } from "../../protocol/probe.ts";

/** The bytes of the probes of one run. The last few are kept, because each is sent and later compared. */
export class ProbeBytes {
  readonly #kept: { number: number; bytes: Bytes }[] = [];

  constructor(readonly run: string, readonly sizeBytes: number) {}

  /** The bytes of a probe. The caller must not change them. */
  of(number: number): Bytes {
    const place = number & 3;
    const kept = this.#kept[place];
    if (kept?.number === number) return kept.bytes;
    const bytes = encodeProbe({ run: this.run, number }, this.sizeBytes);
    this.#kept[place] = { number, bytes };
    return bytes;
  }
}

/** Whether both hold the same bytes. A plain loop, because it runs between a reply and the next probe. */
export function isSame(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) {
    if (a[index] !== b[index]) return false;
  }
  return true;
}
