import type { LoadResult } from "../../measure/load/result.ts";
import { formatDuration } from "../../base/duration.ts";
import { ms } from "../figures.ts";
import type { LoadWords } from "./en.ts";
import { rateText } from "./units.ts";

/** What kept a run from doing more, and what to do to learn more where there is something. */
export interface LimitText {
  readonly limit: string;
  readonly advice?: string;
}

/** From here on how busy a processor was says all. */
const manifestlyBusy = 0.9;

/** In words that do not blame a server for what this program did not do. */
export function limitText(result: LoadResult, words: LoadWords): LimitText {
  if (result.counts.messages === 0) return silenceWords(result, words);
  const { limit, advice } = words;
  switch (result.limitedBy) {
    case "exhausted":
      return { limit: exhausted(result, words), advice: advice.descriptors };
    case "unknown":
      return { limit: limit.unknown(unknown(result, words)), advice: advice.longer };
    case "unconnected":
      return { limit: limit.server(missing(result, words)) };
    case "unanswered":
      return { limit: limit.server(silent(result, words)) };
    case "generator-cpu":
    case "generator-schedule":
      return generatorWords(result, words);
    case "receive-window":
      return { limit: limit.window(result.setting.window), advice: advice.window };
    case "server":
      return serverWords(result, words);
    case "rate":
      return rateWords(result, words);
  }
}

/** To a tenth of a second: it was looked so often, no oftener. */
function roughly(ms: number): string {
  return formatDuration(Math.round(ms / 100) * 100);
}

function exhausted({ setting, availability }: LoadResult, { limit }: LoadWords): string {
  const { connections, transport } = setting;
  return limit.exhausted(availability?.opened ?? connections, connections, transport);
}

function unknown({ busiest, durationMs, counts: { sent } }: LoadResult, { limit }: LoadWords): string {
  if (busiest !== undefined) return limit.fewMessages(sent);
  return durationMs < 1000 ? limit.shortRun(formatDuration(durationMs)) : limit.noCpuTime;
}

/** No connection at all says more than few. */
function missing({ setting, availability }: LoadResult, { limit }: LoadWords): string {
  const { connections, transport } = setting;
  if (availability === undefined) return limit.sometimesUnconnected;
  const { watchedMs, openMs, unconnectedMs } = availability;
  if (unconnectedMs > watchedMs / 20) return limit.unconnected(roughly(unconnectedMs), roughly(watchedMs));
  return limit.fewConnections(rateText(openMs / Math.max(watchedMs, 1)), connections, transport);
}

function silent({ availability }: LoadResult, { limit }: LoadWords): string {
  if (availability === undefined) return limit.sometimesSilent;
  const { watchedMs, silentMs } = availability;
  return limit.silent(roughly(silentMs), roughly(watchedMs));
}

function generatorWords(result: LoadResult, words: LoadWords): LimitText {
  const { limit, advice } = words;
  const isSchedule = result.limitedBy === "generator-schedule";
  const lateMs = ms(result.late.percentileMs(99));
  if (!isKept(result)) {
    return {
      limit: limit.here(isSchedule ? limit.late(lateMs) : strain(result, words)),
      advice: advice.workers,
    };
  }
  const rate = requested(result);
  const kept = isSchedule ? limit.keptLate(rate, lateMs) : limit.keptStarved(rate, strain(result, words));
  return { limit: kept, advice: advice.own };
}

/** Runs at different times have no rate in common. */
function requested({ setting: { rate }, messagesPerSecond }: LoadResult): string | undefined {
  return messagesPerSecond === undefined ? undefined : rateText(rate);
}

/** Who sent all that was scheduled was not limited. */
function isKept({ setting: { loop }, counts: { sent, unsent } }: LoadResult): boolean {
  return loop === "open" && unsent <= (sent + unsent) / 100;
}

function strain({ busiest = 0, threads, lag }: LoadResult, { limit }: LoadWords): string {
  if (busiest < manifestlyBusy) return limit.starved(ms(lag.maxMs));
  const percent = Math.floor(busiest * 100);
  return threads === 1 ? limit.busy(percent) : limit.busiest(percent);
}

function serverWords(result: LoadResult, { limit, advice }: LoadWords): LimitText {
  const { setting: { loop, transport, newConnection }, counts: { sent, heldUp } } = result;
  if (isKept(result)) return { limit: limit.keptWaiting(requested(result), heldUp, sent) };
  if (loop === "open") return { limit: limit.server(limit.tooSlow(requested(result))) };
  return {
    limit: limit.server(limit.waiting[transport]),
    advice: newConnection ? advice.connections : advice.pipeline,
  };
}

function rateWords(result: LoadResult, { limit, advice }: LoadWords): LimitText {
  const { counts: { lost } } = result;
  const rate = requested(result);
  return { limit: lost > 0 ? limit.rateWithLoss(rate, lost) : limit.rate(rate), advice: advice.rate };
}

/** No right reply came in time: what limited that is not the question. */
function silenceWords({ counts }: LoadResult, { limit, advice }: LoadWords): LimitText {
  const { sent, altered, late, pending } = counts;
  if (sent === 0) return { limit: limit.nothingSent };
  if (altered > 0) return { limit: limit.allAltered(sent, altered), advice: advice.service };
  if (late > 0) return { limit: limit.allLate(sent, late) };
  if (pending > 0) return { limit: limit.stopped(sent) };
  return { limit: limit.silence(sent), advice: advice.service };
}
