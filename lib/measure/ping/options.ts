import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { PingEvent } from "./event.ts";

export interface PingOptions {
  readonly clock: Clock;
  readonly random: Random;
  /** How many probes; 0 goes on until it is stopped. */
  readonly count: number;
  /** From one probe to the next, whether or not the one before is answered. */
  readonly intervalMs: number;
  /** Sends the next probe as soon as the last is answered, or its time is over, instead. */
  readonly flood: boolean;
  /** Of a probe. */
  readonly sizeBytes: number;
  /** How long a reply may take, and a connection. */
  readonly timeoutMs: number;
  /** Over UDP: how often a probe is sent again after a timeout. */
  readonly retransmissions: number;
  /** Ends the run at once; the summary is given all the same. */
  readonly stop: AbortSignal;
  readonly report: (event: PingEvent) => void;
}

/** The shortest size at which the words of every probe fit in, in bytes. */
export const smallestProbeBytes = 40;
