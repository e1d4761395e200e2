import type { Bytes } from "../../base/bytes.ts";
import { type Random, randomInteger } from "../../base/random.ts";
import type { SizeRange } from "./plan.ts";
import { Comparable } from "../../base/same_bytes.ts";
import { fillerStart, numberStart, probeTemplate, writeNumber } from "./template.ts";

/**
 * The unanswered messages of one connection, one after the other in a ring. The socket sends them from there, and
 * replies are compared with them there.
 */
export class SentStream {
  readonly memory: Comparable;
  readonly #sizes: SizeRange;
  readonly #random: Random;
  readonly #depth: number;
  readonly #ringBytes: number;
  readonly #starts: Float64Array<ArrayBuffer>;
  readonly #offsets: Uint32Array<ArrayBuffer>;
  readonly #lengths: Uint32Array<ArrayBuffer>;
  /** Views of single messages of one size, by their place. Each is made only once. */
  readonly #views: (Bytes | undefined)[] = [];
  #number = 0;
  #writeAt = 0;
  #oldest = 0;
  #count = 0;
  #taken = 0;

  /** @param depth For how many messages it has room. */
  constructor(run: string, sizes: SizeRange, depth: number, random: Random) {
    const { lowest, highest } = sizes;
    this.#sizes = sizes;
    this.#random = random;
    this.#depth = depth;
    // With different sizes, a gap remains at the end when the next message does not fit there.
    this.#ringBytes = (lowest === highest ? depth : depth + 1) * highest;
    // The template is behind the ring. Messages are copied from it.
    this.memory = Comparable.ofLength(this.#ringBytes + highest);
    const template = probeTemplate(run, highest);
    for (let at = 0; at <= this.#ringBytes; at += highest) this.memory.bytes.set(template, at);
    this.#starts = new Float64Array(depth);
    this.#offsets = new Uint32Array(depth);
    this.#lengths = new Uint32Array(depth);
  }

  /** The number of unanswered messages. */
  get count(): number {
    return this.#count;
  }

  /** How many of these are not written yet. */
  get waiting(): number {
    return this.#count - this.#taken;
  }

  /** The place and size of the oldest message, and when it should have left. */
  get oldestOffset(): number {
    return this.#offsets[this.#oldest]!;
  }

  get oldestLength(): number {
    return this.#lengths[this.#oldest]!;
  }

  get oldestStartMs(): number {
    return this.#starts[this.#oldest]!;
  }

  /** When the message of a place was due: the oldest has place 0. */
  startMsAt(place: number): number {
    return this.#starts[this.#slot(place)]!;
  }

  /** Makes the next message. */
  append(startMs: number): void {
    const { lowest, highest } = this.#sizes;
    const size = lowest === highest ? highest : randomInteger(this.#random, lowest, highest);
    if (this.#writeAt + size > this.#ringBytes) this.#writeAt = 0;
    const { bytes } = this.memory;
    if (lowest !== highest) bytes.copyWithin(this.#writeAt, this.#ringBytes, this.#ringBytes + size);
    if (size >= fillerStart) writeNumber(bytes, this.#writeAt + numberStart, ++this.#number);
    const slot = this.#slot(this.#count++);
    this.#starts[slot] = startMs;
    this.#offsets[slot] = this.#writeAt;
    this.#lengths[slot] = size;
    this.#writeAt += size;
  }

  /** Removes the oldest message, which is settled. */
  removeOldest(): void {
    this.#oldest = this.#slot(1);
    this.#count--;
    this.#taken--;
  }

  /** The waiting messages that are next to each other. There must be at least one. */
  take(): Bytes {
    const first = this.#slot(this.#taken);
    const start = this.#offsets[first]!;
    if (this.waiting === 1) {
      this.#taken++;
      return this.#viewOf(start, this.#lengths[first]!);
    }
    let end = start;
    while (this.#taken < this.#count) {
      const slot = this.#slot(this.#taken);
      if (this.#offsets[slot] !== end) break;
      end += this.#lengths[slot]!;
      this.#taken++;
    }
    return this.memory.bytes.subarray(start, end);
  }

  #viewOf(start: number, length: number): Bytes {
    const { lowest, highest } = this.#sizes;
    if (lowest !== highest) return this.memory.bytes.subarray(start, start + length);
    return this.#views[start / highest] ??= this.memory.bytes.subarray(start, start + length);
  }

  #slot(place: number): number {
    const slot = this.#oldest + place;
    return slot < this.#depth ? slot : slot - this.#depth;
  }
}
