import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { PingEvent } from "./event.ts";

export interface PingOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** How many probes; 0 means until the run is stopped. */
  readonly count: number;
  /** The time from one probe to the next, whether or not the first got its reply. */
  readonly intervalMs: number;
  /** Sends the next probe as soon as the last one is answered or timed out, instead of at an interval. */
  readonly flood: boolean;
  /** Of a probe. */
  readonly sizeBytes: number;
  /** How long a reply may take, and how long connecting may take. */
  readonly timeoutMs: number;
  /** UDP: how often a probe is sent again after a timeout. */
  readonly retransmissions: number;
  /** Ends the run at once. The summary is still made. */
  readonly stop: AbortSignal;
  readonly report: (event: PingEvent) => void;
}

/** The smallest size into which the words of every probe fit, in bytes. */
export const smallestProbeBytes = 40;
