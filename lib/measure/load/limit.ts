import type { Latencies } from "../latencies.ts";
import { timerGrainMs } from "./pacer.ts";
import type { Counts } from "./tally.ts";

/**
 * What limited a run. The limits that say least about the server come first:
 *
 * - `generator-cpu`: this program had too little processor time.
 * - `generator-schedule`: this program sent later than planned, although a connection was free.
 * - `receive-window`: more datagrams at a time would not have fitted into one receive buffer.
 * - `server`: every connection was waiting for a reply from the server, or from the network in between.
 * - `rate`: nothing limited it; the requested rate was kept.
 */
export const loadLimits = [
  "generator-cpu",
  "generator-schedule",
  "receive-window",
  "server",
  "rate",
] as const;

export type LoadLimit = typeof loadLimits[number];

/** A thread that used a processor for this part of its time had hardly any time left. */
const busyFrom = 0.9;

/**
 * When one in twenty timers fires this late, in milliseconds, the program waited for a processor. Fewer late
 * timers come from garbage collection, or from chance.
 */
const starvedLagMs = 20;
const starvedPercent = 95;

/** A smaller part of all messages is chance. */
const negligible = 0.01;

/** What is known of one run. */
export interface LimitFacts {
  readonly isScheduled: boolean;
  /** How many datagrams had room, and how many would have been unanswered at a time without the limit. */
  readonly window: number;
  readonly wanted: number;
  readonly counts: Counts;
  /** How late messages left although a connection was free. */
  readonly late: Latencies;
  readonly lag: Latencies;
  /** For which part of its time the thread had a processor, from 0 to 1. */
  readonly busy: number;
}

export function limitOf({ isScheduled, window, wanted, counts, late, lag, busy }: LimitFacts): LoadLimit {
  const isShortOfCpu = busy >= busyFrom || lag.percentileMs(starvedPercent) > starvedLagMs;
  const limit = isScheduled ? scheduleLimit(counts, late) : wanted > window ? "receive-window" : "server";
  // Without time to read replies, connections wait and windows fill, too. So this limit comes first.
  return isShortOfCpu && limit !== "rate" ? "generator-cpu" : limit;
}

function scheduleLimit(counts: Counts, late: Latencies): LoadLimit {
  const asked = counts.sent + counts.unsent;
  const isMore = (part: number): boolean => part > asked * negligible;
  if (late.percentileMs(99) > timerGrainMs && isMore(late.count)) return "generator-schedule";
  if (isMore(counts.heldByWindow)) return "receive-window";
  return isMore(counts.heldUp) || isMore(counts.unsent) ? "server" : "rate";
}

/** Of the limits of several runs, the one that says least about the server. */
export function worstLimit(limits: readonly LoadLimit[]): LoadLimit {
  return loadLimits.find((limit) => limits.includes(limit))!;
}
