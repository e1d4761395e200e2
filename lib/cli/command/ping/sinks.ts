import { filtered, type Sink } from "../../../base/sink.ts";
import type { PingEvent, PingSummary } from "../../../measure/ping/event.ts";
import { pingJson, pingSummaryJson } from "../../../report/ping/json.ts";
import {
  pingLines,
  type PingPrecision,
  type PingStarted,
  precisionLines,
  summaryLines,
} from "../../../report/ping/text.ts";
import type { Format, Sinks } from "../../host/format.ts";
import type { Host } from "../../host/host.ts";

/** The run is over. */
export interface PingEnded {
  readonly event: "result";
  readonly summary: PingSummary;
  readonly precision: PingPrecision;
}

/** What a ping shows. */
export type PingShown = PingStarted | Exclude<PingEvent, PingSummary> | PingEnded;

export interface PingTextWishes {
  readonly verbose: boolean;
  readonly histogram: boolean;
  readonly noHistogram: boolean;
}

const sinks: Sinks<PingShown, [PingTextWishes]> = {
  text: ({ out, err }, { verbose, histogram, noHistogram }) => {
    const withHistogram = histogram || (out.isTerminal && !noHistogram);
    return (event) => {
      const { results = [], notes = [] } = event.event === "result"
        ? {
          results: summaryLines(event.summary, withHistogram),
          notes: verbose ? precisionLines(event.precision) : [],
        }
        : pingLines(event);
      results.forEach((line) => out.line(line));
      notes.forEach((line) => err.line(line));
    };
  },
  json: ({ out }) => (event) => {
    out.line(event.event === "result" ? pingSummaryJson(event.summary, event.precision) : pingJson(event));
  },
};

/** Where a ping tells how it goes; only how it went, when it shall be quiet. */
export function pingSink(
  format: Format,
  wishes: PingTextWishes & { readonly quiet: boolean },
  host: Host,
): Sink<PingShown> {
  const sink = sinks[format](host, wishes);
  return wishes.quiet ? filtered(sink, ({ event }) => event === "result") : sink;
}
