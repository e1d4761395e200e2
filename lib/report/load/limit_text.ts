import type { LoadResult } from "../../measure/load/result.ts";
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
    case "generator-cpu":
      return { limit: limit.here(strain(result, words)), advice: advice.workers };
    case "generator-schedule":
      return { limit: limit.here(limit.late(ms(result.late.percentileMs(99)))), advice: advice.workers };
    case "receive-window":
      return { limit: limit.window(result.setting.window), advice: advice.window };
    case "server":
      return serverWords(result, words);
    case "rate":
      return rateWords(result, words);
  }
}

function strain({ busiest, threads, lag }: LoadResult, { limit }: LoadWords): string {
  if (busiest < manifestlyBusy) return limit.starved(ms(lag.maxMs));
  const percent = Math.floor(busiest * 100);
  return threads === 1 ? limit.busy(percent) : limit.busiest(percent);
}

function serverWords({ setting }: LoadResult, { limit, advice }: LoadWords): LimitText {
  const { loop, rate, transport, newConnection } = setting;
  if (loop === "open") return { limit: limit.server(limit.tooSlow(rateText(rate))) };
  return {
    limit: limit.server(limit.waiting[transport]),
    advice: newConnection ? advice.connections : advice.pipeline,
  };
}

function rateWords({ setting, counts: { lost } }: LoadResult, { limit, advice }: LoadWords): LimitText {
  const rate = rateText(setting.rate);
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
