import type { Latencies } from "../latencies.ts";
import { timerGrainMs } from "./pacer.ts";
import type { Counts } from "./tally.ts";

/**
 * What kept a run from doing more, the one that says least about the server first:
 *
 * - `generator-cpu`: this program had too little processor time.
 * - `generator-schedule`: this program sent later than its schedule asked, although a connection was free.
 * - `receive-window`: more datagrams on their way would not have fitted into one receive buffer.
 * - `server`: every connection was waiting for a reply, from the server or the network before it.
 * - `rate`: nothing; the rate that was asked for was kept.
 */
export const loadLimits = [
  "generator-cpu",
  "generator-schedule",
  "receive-window",
  "server",
  "rate",
] as const;

export type LoadLimit = typeof loadLimits[number];

/** A thread that had a processor for so much of its time had hardly any left for more. */
const busyFrom = 0.9;

/**
 * A program of whose timers one in twenty fires so late, in milliseconds, wanted a processor and had none. Fewer
 * are the collection of garbage, or chance.
 */
const starvedLagMs = 20;
const starvedPercent = 95;

/** Fewer than this part of all messages are chance. */
const negligible = 0.01;

/** What is known of one run. */
export interface LimitFacts {
  readonly isScheduled: boolean;
  /** How many datagrams there was room for, and how many would have been on their way without the limit. */
  readonly window: number;
  readonly wanted: number;
  readonly counts: Counts;
  /** How late messages left for which a connection was free. */
  readonly late: Latencies;
  readonly lag: Latencies;
  /** How much of its time the thread had a processor: from 0 to 1. */
  readonly busy: number;
}

export function limitOf({ isScheduled, window, wanted, counts, late, lag, busy }: LimitFacts): LoadLimit {
  const isShortOfCpu = busy >= busyFrom || lag.percentileMs(starvedPercent) > starvedLagMs;
  const limit = isScheduled ? scheduleLimit(counts, late) : wanted > window ? "receive-window" : "server";
  // Who has no time to read replies makes connections wait and fills windows.
  return isShortOfCpu && limit !== "rate" ? "generator-cpu" : limit;
}

function scheduleLimit(counts: Counts, late: Latencies): LoadLimit {
  const asked = counts.sent + counts.unsent;
  const isMore = (part: number): boolean => part > asked * negligible;
  if (late.percentileMs(99) > timerGrainMs && isMore(late.count)) return "generator-schedule";
  if (isMore(counts.heldByWindow)) return "receive-window";
  return isMore(counts.heldUp) || isMore(counts.unsent) ? "server" : "rate";
}

/** The one of several runs that says least about the server. */
export function worstLimit(limits: readonly LoadLimit[]): LoadLimit {
  return loadLimits.find((limit) => limits.includes(limit))!;
}
