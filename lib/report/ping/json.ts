import type { Language } from "../../base/text.ts";
import type { PingEvent, PingSummary } from "../../measure/ping/event.ts";
import type { Statistics } from "../../measure/statistics.ts";
import { jsonLine } from "../json.ts";
import type { PingPrecision, PingStarted } from "./text.ts";

/** An event as one line of JSON, its sentences in `language`. */
export function pingJson(
  event: PingStarted | Exclude<PingEvent, PingSummary>,
  language: Language,
): string {
  return jsonLine(event, language);
}

/** The last line of a run. `clock` and `own` say how fine and how pure its figures are. */
export function pingSummaryJson(summary: PingSummary, { resolutionMs, ownMs }: PingPrecision): string {
  const { rttMs, connectMs, laterRttMs, histogram: _, lossPercent, ...facts } = summary;
  return jsonLine({
    ...facts,
    lossPercent: round(lossPercent, 4),
    rttMs: rttMs && rounded(rttMs),
    ...(connectMs && { connectMs: rounded(connectMs) }),
    ...(laterRttMs && { laterRttMs: rounded(laterRttMs) }),
    clock: { resolutionMs: round(resolutionMs, 6) },
    ...(ownMs && { own: { rttMs: rounded(ownMs) } }),
  });
}

/** To a tenth of a microsecond: what is between two receives on one machine shows in it. */
function rounded(statistics: Statistics): Statistics {
  return Object.fromEntries(
    Object.entries(statistics).map(([key, value]) => [key, round(value, 4)]),
  ) as unknown as Statistics;
}

function round(value: number, decimals: number): number {
  return Number(value.toFixed(decimals));
}
