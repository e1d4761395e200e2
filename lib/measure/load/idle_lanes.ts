import type { Lane } from "./lane.ts";

/** Lanes with room, the longest idle first. A ring needs no allocation for a message. */
export class IdleLanes {
  #lanes: Lane[] = new Array(64);
  #since = new Float64Array(64);
  #first = 0;
  length = 0;

  get firstSinceMs(): number {
    return this.#since[this.#first]!;
  }

  put(lane: Lane, nowMs: number): void {
    if (this.length === this.#lanes.length) this.#grow();
    const index = (this.#first + this.length++) & (this.#lanes.length - 1);
    this.#lanes[index] = lane;
    this.#since[index] = nowMs;
  }

  take(): Lane {
    const lane = this.#lanes[this.#first]!;
    this.#first = (this.#first + 1) & (this.#lanes.length - 1);
    this.length--;
    return lane;
  }

  #grow(): void {
    const { length } = this.#lanes;
    const lanes: Lane[] = new Array(length * 2);
    const since = new Float64Array(length * 2);
    for (let index = 0; index < length; index++) {
      const old = (this.#first + index) & (length - 1);
      lanes[index] = this.#lanes[old]!;
      since[index] = this.#since[old]!;
    }
    [this.#lanes, this.#since, this.#first] = [lanes, since, 0];
  }
}
