/**
 * What limited a run. Whoever reads this blames somebody, so it says no more than was seen, and asks in this order:
 *
 * 1. Were there connections? Without them neither side was measured.
 * 2. Did the server answer? While it is silent, nothing else limits. (`availability.ts` knows that silence from
 *    a pause of this program.)
 * 3. Did the messages leave when they should? If not, this program or a receive buffer may be the reason, and the
 *    server only after these two are excluded.
 *
 * A few late timers or messages are chance, however large a part of a short run they are. Where the processor time
 * is not known, or almost nothing was measured, the answer is that nobody knows.
 */
import type { Latencies } from "../latencies.ts";
import type { Availability } from "./availability.ts";
import { timerGrainMs } from "./pacer.ts";
import type { Counts, ErrorCounts } from "./tally.ts";

/**
 * The limits of a run. Those that say least about the server come first:
 *
 * - `exhausted`: this system had no file descriptors or memory for the connections that were asked for.
 * - `generator-cpu`: this program had too little processor time.
 * - `generator-schedule`: this program sent later than planned, although a connection was free.
 * - `receive-window`: more datagrams at a time would not have fitted into one receive buffer.
 * - `unknown`: too little was measured, or the processor time of this program is not known.
 * - `unconnected`: connections were missing for a part of the time.
 * - `unanswered`: the server, or the network in between, answered nothing for a part of the time.
 * - `server`: every connection was waiting for a reply from the server, or from the network in between.
 * - `rate`: nothing limited it; the requested rate was kept.
 */
export const loadLimits = [
  "exhausted",
  "generator-cpu",
  "generator-schedule",
  "receive-window",
  "unknown",
  "unconnected",
  "unanswered",
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
const starvedPart = 0.05;

/** A smaller part of all messages is chance. */
const negligible = 0.01;

/** Fewer late messages or timers than this are chance, whatever part of all they are. */
const fewestLate = 5;

/** From this part of the time on, missing connections and missing replies say more than anything else. */
const noticeable = 0.05;

/** One of the two is enough to say that the server limits a run. */
const enoughMessages = 100;
const enoughMs = 1000;

/** What is known of one run. */
export interface LimitFacts {
  readonly isScheduled: boolean;
  /** How many connections were asked for. */
  readonly connections: number;
  readonly availability: Availability;
  /** How many datagrams had room, and how many would have been unanswered at a time without the limit. */
  readonly window: number;
  readonly wanted: number;
  readonly counts: Counts;
  readonly errors: ErrorCounts;
  /** How late messages left although a connection was free. */
  readonly late: Latencies;
  readonly lag: Latencies;
  /** For which part of its time the thread had a processor, from 0 to 1; `undefined` if that is not known. */
  readonly busy: number | undefined;
}

export function limitOf(facts: LimitFacts): LoadLimit {
  const { isScheduled, counts, lag, busy, wanted, window } = facts;
  const absent = absence(facts);
  if (absent !== undefined) return absent;
  const limit = isScheduled ? scheduleLimit(facts) : wanted > window ? "receive-window" : "server";
  if (limit === "rate") return limit;
  // Without time to read replies, connections wait and windows fill, too. So this limit comes first.
  const isStarved = isLater(lag, starvedPart, starvedLagMs);
  if (isStarved || (busy !== undefined && busy >= busyFrom)) return "generator-cpu";
  if (limit !== "server") return limit;
  const isEnough = counts.sent >= enoughMessages || facts.availability.watchedMs >= enoughMs;
  return isEnough && busy !== undefined ? limit : "unknown";
}

/** The limit of a run whose server was not there all the time; `undefined` if it was. */
function absence({ connections, availability, errors }: LimitFacts): LoadLimit | undefined {
  const { watchedMs, opened, openMs, silentMs } = availability;
  if (opened < connections && errors.exhausted !== undefined) return "exhausted";
  // How long a connection was missing, on average. Without any, all were.
  const missingMs = watchedMs - openMs / connections;
  if (Math.max(missingMs, silentMs) <= watchedMs * noticeable) return undefined;
  // A connection without a reply is closed here after the timeout: then it is missing because of the silence.
  return silentMs >= missingMs ? "unanswered" : "unconnected";
}

function scheduleLimit({ counts, late }: LimitFacts): LoadLimit {
  const asked = counts.sent + counts.unsent;
  const isMore = (part: number): boolean => part >= fewestLate && part > asked * negligible;
  if (isLater(late, negligible, timerGrainMs) && isMore(late.count)) return "generator-schedule";
  if (isMore(counts.heldByWindow)) return "receive-window";
  if (isMore(counts.heldUp) || isMore(counts.unsent)) return "server";
  return counts.unsent > asked * negligible ? "unknown" : "rate";
}

/** Whether a part of all is later than `ms`, and no fewer than could be chance. */
function isLater(latencies: Latencies, part: number, ms: number): boolean {
  const { count } = latencies;
  const late = Math.max(fewestLate, Math.ceil(count * part));
  return count >= late && latencies.percentileMs((100 * (count - late + 1)) / count) > ms;
}

/** Of the limits of several runs, the one that says least about the server. */
export function worstLimit(limits: readonly LoadLimit[]): LoadLimit {
  return loadLimits.find((limit) => limits.includes(limit))!;
}
