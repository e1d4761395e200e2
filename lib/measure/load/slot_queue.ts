/** Slots that wait for their turn, each at most once, in a ring. */
export class SlotQueue {
  readonly #slots: Int32Array<ArrayBuffer>;
  readonly #isThere: Uint8Array<ArrayBuffer>;
  #first = 0;
  length = 0;

  /** @param slots How many slots there are. */
  constructor(slots: number) {
    this.#slots = new Int32Array(slots);
    this.#isThere = new Uint8Array(slots);
  }

  /** A slot that waits already keeps its place. */
  put(slot: number): void {
    if (this.#isThere[slot] === 1) return;
    this.#isThere[slot] = 1;
    const place = this.#first + this.length++;
    this.#slots[place < this.#slots.length ? place : place - this.#slots.length] = slot;
  }

  /** The one that has waited the longest; there must be one. */
  take(): number {
    const slot = this.#slots[this.#first]!;
    this.#isThere[slot] = 0;
    this.#first = this.#first + 1 === this.#slots.length ? 0 : this.#first + 1;
    this.length--;
    return slot;
  }
}
