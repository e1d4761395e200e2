import { onAbort } from "../base/abort.ts";
import { type Clock, timer } from "../base/clock.ts";
import type { Places } from "./places.ts";

/** How often the event loop goes around without anything to do before the server counts as full. */
const quietTurns = 8;

/** How long one of these turns is, in milliseconds: the loop looks at every socket when it waits for a timer. */
const turnMs = 2;

/** A turn that takes longer was not quiet: the machine was busy, and the loop may have looked at no socket. */
const lateMs = 3 * turnMs;

/** The most sockets that the loop gets around to in one turn. */
const socketsPerTurn = 128;

/** How long the server counts as full then, in milliseconds. */
const fullMs = 10;

export interface FreePlaceOptions {
  readonly places: Places;
  readonly clock: Clock;
  readonly stop: AbortSignal;
  /** How many clients are served. */
  readonly clients: () => number;
  /** Grows with everything that they send. */
  readonly activity: () => number;
}

/**
 * When all places are taken, some of their clients may have closed already, and nobody has looked. For `accept`
 * returns at once as long as connections wait, and thousands of them are accepted before the event loop gets around
 * to the sockets of the others. So a client that finds no place waits, and no other is accepted meanwhile, until a
 * place becomes free, or the loop had nothing to do, or has gone around to every socket. Those that wait behind it
 * are then rejected in one run: for each of them alone the loop would have to go around again.
 */
export class FreePlace implements Disposable {
  readonly #options: FreePlaceOptions;
  #fullUntilMs = -Infinity;
  #cancel = (): void => {};
  #wake = (): void => {};

  constructor(options: FreePlaceOptions) {
    this.#options = options;
  }

  /** Waits for a place and takes it. @returns False when all places are really taken, or at a stop. */
  async take(): Promise<boolean> {
    const { places, clock, stop, clients, activity } = this.#options;
    if (clock.now() < this.#fullUntilMs) return false;
    const progress = (): number => places.freed + activity();
    // What came meanwhile may stand in the way of a close that came earlier.
    const mostTurns = quietTurns + 2 * Math.ceil(clients() / socketsPerTurn);
    let before = progress();
    for (let turn = 0, quiet = 0; turn < mostTurns && quiet < quietTurns && !stop.aborted; turn++) {
      const startMs = clock.now();
      await this.#turn();
      if (places.take()) return true;
      const now = progress();
      if (now !== before) quiet = 0;
      else if (clock.now() - startMs <= lateMs) quiet++;
      before = now;
    }
    this.#fullUntilMs = clock.now() + fullMs;
    // Once the loop goes around, clients may have left.
    this.#cancel();
    this.#cancel = clock.after(0, () => this.#fullUntilMs = -Infinity);
    return false;
  }

  /** Tells that a place has become free. */
  notify(): void {
    this.#wake();
  }

  /** Waits until the loop has gone around, or until a place has become free. */
  async #turn(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    using _timer = timer(this.#options.clock, turnMs, resolve);
    using _stop = onAbort(this.#options.stop, resolve);
    await promise;
  }

  [Symbol.dispose](): void {
    this.#cancel();
  }
}
