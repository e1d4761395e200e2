/**
 * Whether there was a server to measure. A server that is gone, or that answers nothing for a while, makes every
 * connection wait, just as a slow one does, and its figures would be taken for those of a slow server. So the
 * generator looks many times a second: how many connections are open, and whether anything came since the last look.
 *
 * A look counts for no longer than two intervals between looks: a pause of this program is no silence of the server.
 * A short gap between replies is no silence, and neither is a long one of a server that always takes that long.
 */
import type { Tally } from "./tally.ts";

/** How often it is looked, in milliseconds. */
export const lookEveryMs = 20;

const longestLookMs = 2 * lookEveryMs;

/** Shorter gaps between replies are no silence, in milliseconds. */
const shortestSilenceMs = 500;

/** A gap is a silence when the fastest reply came this many times faster. */
const silenceFactor = 10;

export interface Availability {
  /** The time during which somebody looked, in milliseconds. */
  readonly watchedMs: number;
  /** The most connections, or UDP sockets, that were open at a time. */
  readonly opened: number;
  /** The open connections, each with the time that it was open, in milliseconds. */
  readonly openMs: number;
  /** The time without any connection, in milliseconds. */
  readonly unconnectedMs: number;
  /** The time in which messages waited on open connections and nothing came, in milliseconds. */
  readonly silentMs: number;
}

/** Looks whether the server is there. */
export class AvailabilityWatch {
  readonly #tally: Pick<Tally, "inFlight" | "lastHeardMs" | "fastestMs">;
  #lookedMs: number;
  #watchedMs = 0;
  #opened = 0;
  #openMs = 0;
  #unconnectedMs = 0;
  #gapMs = 0;
  #gapsMs: number[] = [];

  constructor(tally: Pick<Tally, "inFlight" | "lastHeardMs" | "fastestMs">, nowMs: number, open: number) {
    this.#tally = tally;
    this.#lookedMs = nowMs;
    this.#opened = open;
  }

  /** @param open How many connections are open now. */
  look(nowMs: number, open: number): void {
    const elapsedMs = Math.min(nowMs - this.#lookedMs, longestLookMs);
    const isHeard = this.#tally.lastHeardMs > this.#lookedMs;
    this.#lookedMs = nowMs;
    this.#watchedMs += elapsedMs;
    this.#opened = Math.max(this.#opened, open);
    this.#openMs += open * elapsedMs;
    if (isHeard) this.#endGap();
    else if (open === 0) this.#unconnectedMs += elapsedMs;
    else if (this.#tally.inFlight > 0) this.#gapMs += elapsedMs;
  }

  #endGap(): void {
    if (this.#gapMs >= shortestSilenceMs) this.#gapsMs.push(this.#gapMs);
    this.#gapMs = 0;
  }

  /** @param isSilent Whether nothing came after the last look either, however long it was waited for. */
  end(isSilent: boolean): Availability {
    const silenceMs = Math.max(shortestSilenceMs, this.#tally.fastestMs * silenceFactor);
    const gapsMs = [...this.#gapsMs, this.#gapMs];
    const silences = gapsMs.filter((gapMs, index) =>
      this.#tally.fastestMs === Infinity || gapMs >= silenceMs || (isSilent && index === gapsMs.length - 1)
    );
    return {
      watchedMs: this.#watchedMs,
      opened: this.#opened,
      openMs: this.#openMs,
      unconnectedMs: this.#unconnectedMs,
      silentMs: silences.reduce((sum, gapMs) => sum + gapMs, 0),
    };
  }
}

/** Of runs side by side: the times are those of the worst. */
export function joinAvailabilities(all: readonly (Availability | undefined)[]): Availability | undefined {
  const known = all.filter((availability) => availability !== undefined);
  // Results of older versions do not tell.
  if (known.length < all.length) return undefined;
  const most = (of: (availability: Availability) => number): number => Math.max(...known.map(of));
  const sum = (of: (availability: Availability) => number): number =>
    known.reduce((total, availability) => total + of(availability), 0);
  return {
    watchedMs: most(({ watchedMs }) => watchedMs),
    opened: sum(({ opened }) => opened),
    openMs: sum(({ openMs }) => openMs),
    unconnectedMs: most(({ unconnectedMs }) => unconnectedMs),
    silentMs: most(({ silentMs }) => silentMs),
  };
}
