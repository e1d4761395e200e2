import { seededRandom } from "../../lib/base/random.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import type { PingEvent } from "../../lib/measure/ping/event.ts";
import type { PingOptions } from "../../lib/measure/ping/options.ts";
import { Log } from "./log.ts";

/** Options of a ping whose events are kept. */
export function pingOptions(
  options: Partial<PingOptions> = {},
): PingOptions & { readonly log: Log<PingEvent> } {
  const log = new Log<PingEvent>();
  return {
    clock: systemClock(),
    random: seededRandom(7),
    count: 3,
    intervalMs: 10,
    flood: false,
    sizeBytes: 64,
    timeoutMs: 10_000,
    retransmissions: 0,
    stop: new AbortController().signal,
    report: log.report,
    log,
    ...options,
  };
}
