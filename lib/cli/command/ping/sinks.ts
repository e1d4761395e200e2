import { filtered, type Sink } from "../../../base/sink.ts";
import type { PingEvent, PingSummary } from "../../../measure/ping/event.ts";
import type { PingWords } from "../../../report/ping/en.ts";
import { pingJson, pingSummaryJson } from "../../../report/ping/json.ts";
import {
  pingLines,
  type PingPrecision,
  type PingStarted,
  precisionLines,
  summaryLines,
} from "../../../report/ping/text.ts";
import { pingWords } from "../../../report/ping/words.ts";
import { type Format, lineColumns } from "../../host/format.ts";
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

function textSink(
  { out, err }: Host,
  { verbose, histogram, noHistogram }: PingTextWishes,
  words: PingWords,
): Sink<PingShown> {
  const withHistogram = histogram || (out.isTerminal && !noHistogram);
  return (event) => {
    const { results = [], notes = [] } = event.event === "result"
      ? {
        results: summaryLines(event.summary, withHistogram, words, out.columns),
        notes: verbose ? precisionLines(event.precision, words, err.columns) : [],
      }
      : pingLines(event, words, lineColumns(event.event === "probe" ? out : err));
    results.forEach((line) => out.line(line));
    notes.forEach((line) => err.line(line));
  };
}

function jsonSink({ out, language }: Host): Sink<PingShown> {
  return (event) => {
    const isResult = event.event === "result";
    out.line(isResult ? pingSummaryJson(event.summary, event.precision) : pingJson(event, language));
  };
}

/** Where a ping tells how it goes; only how it went, when it is told to be quiet. */
export async function pingSink(
  format: Format,
  wishes: PingTextWishes & { readonly quiet: boolean },
  host: Host,
): Promise<Sink<PingShown>> {
  const sink = format === "json" ? jsonSink(host) : textSink(host, wishes, await pingWords(host.language));
  return wishes.quiet ? filtered(sink, ({ event }) => event === "result") : sink;
}
