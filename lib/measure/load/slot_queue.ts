/** A ring of slots that wait for their turn. Each slot is in it at most once. */
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

  /** Adds a slot. If it is waiting already, it keeps its place. */
  put(slot: number): void {
    if (this.#isThere[slot] === 1) return;
    this.#isThere[slot] = 1;
    const place = this.#first + this.length++;
    this.#slots[place < this.#slots.length ? place : place - this.#slots.length] = slot;
  }

  /** Removes and returns the slot that has waited the longest. There must be one. */
  take(): number {
    const slot = this.#slots[this.#first]!;
    this.#isThere[slot] = 0;
    this.#first = this.#first + 1 === this.#slots.length ? 0 : this.#first + 1;
    this.length--;
    return slot;
  }
}
