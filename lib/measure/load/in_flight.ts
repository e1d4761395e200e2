/** The unanswered datagrams of one socket. Each has a slot, and its number names the slot. */
export class InFlight {
  readonly length: number;
  readonly #free: Int32Array<ArrayBuffer>;
  #freeCount: number;
  /**
   * For each slot: how often it was used (with the warm-up), whether it is in use, and facts about its
   * datagram.
   */
  readonly #rounds: Float64Array<ArrayBuffer>;
  readonly #warmupRounds: Float64Array<ArrayBuffer>;
  readonly #isUsed: Uint8Array<ArrayBuffer>;
  readonly startMs: Float64Array<ArrayBuffer>;
  readonly sentMs: Float64Array<ArrayBuffer>;
  readonly order: Float64Array<ArrayBuffer>;
  readonly bytes: Uint32Array<ArrayBuffer>;
  #sent = 0;

  constructor(length: number) {
    this.length = length;
    this.#free = Int32Array.from({ length }, (_, index) => length - 1 - index);
    this.#freeCount = length;
    this.#rounds = new Float64Array(length);
    this.#warmupRounds = new Float64Array(length);
    this.#isUsed = new Uint8Array(length);
    this.startMs = new Float64Array(length);
    this.sentMs = new Float64Array(length);
    this.order = new Float64Array(length);
    this.bytes = new Uint32Array(length);
  }

  get count(): number {
    return this.length - this.#freeCount;
  }

  /** Takes a slot. There must be a free one. */
  take(startMs: number, nowMs: number, size: number): number {
    const slot = this.#free[--this.#freeCount]!;
    this.#rounds[slot]!++;
    this.#isUsed[slot] = 1;
    this.startMs[slot] = startMs;
    this.sentMs[slot] = nowMs;
    this.order[slot] = ++this.#sent;
    this.bytes[slot] = size;
    return slot;
  }

  /** The number of the last datagram in a slot. No other datagram of this socket has it. */
  numberOf(slot: number): number {
    return this.#rounds[slot]! * this.length + slot;
  }

  /** The slot of a datagram that waits for its reply; -1 if it does not wait. */
  slotOf(number: number): number {
    const slot = number % this.length;
    return this.#isUsed[slot] === 1 && this.numberOf(slot) === number ? slot : -1;
  }

  /** Whether a datagram with this number has ever been sent. */
  wasSent(number: number): boolean {
    const slot = number % this.length;
    return number >= this.length && number <= this.numberOf(slot);
  }

  /** Whether a sent datagram counts. Datagrams of the warm-up do not. */
  isCounted(number: number): boolean {
    return Math.floor(number / this.length) > this.#warmupRounds[number % this.length]!;
  }

  /** From now on, datagrams that are already sent do not count. */
  restart(): void {
    this.#warmupRounds.set(this.#rounds);
  }

  isUsed(slot: number): boolean {
    return this.#isUsed[slot] === 1;
  }

  release(slot: number): void {
    this.#isUsed[slot] = 0;
    this.#free[this.#freeCount++] = slot;
  }
}
