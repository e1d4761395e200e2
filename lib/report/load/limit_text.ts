import type { LoadResult } from "../../measure/load/result.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import { ms } from "../figures.ts";
import { rateText } from "./units.ts";

/** What kept a run from doing more, and what to do to learn more where there is something. */
export interface LimitText {
  readonly limit: string;
  readonly advice?: string;
}

/** From here on how busy a processor was says all. */
const manifestlyBusy = 0.9;

const here = "limited by this program, not by the server";

/** In words that do not blame a server for what this program did not do. */
export function limitText(result: LoadResult): LimitText {
  if (result.counts.messages === 0) return silenceWords(result);
  switch (result.limitedBy) {
    case "generator-cpu":
      return { limit: `${here}: ${strain(result)}`, advice: moreWorkers };
    case "generator-schedule":
      return {
        limit: `${here}: one in a hundred messages left ${ms(result.late.percentileMs(99))} late or later`,
        advice: moreWorkers,
      };
    case "receive-window":
      return windowWords(result);
    case "server":
      return serverWords(result);
    case "rate":
      return rateWords(result);
  }
}

const moreWorkers = "the server may do more: try --workers, or send from another machine";

function strain({ busiest, threads, lag }: LoadResult): string {
  if (busiest < manifestlyBusy) return `it waited up to ${ms(lag.maxMs)} for a processor`;
  const whose = threads === 1 ? "its processor" : "the processor of its busiest thread";
  return `${whose} was ${Math.floor(busiest * 100)} % busy`;
}

function windowWords({ setting: { window } }: LoadResult): LimitText {
  return {
    limit: `limited by what a receive buffer holds, not by the server: ${
      count(window, "unanswered datagram")
    } at a time`,
    advice: "more of them could be lost without the server being slow; smaller ones (-s) take less room",
  };
}

function serverWords({ setting: { loop, rate, transport, newConnection } }: LoadResult): LimitText {
  const what = "limited by the server, or the network before it";
  if (loop === "open") {
    return { limit: `${what}: replies came too slowly for ${rateText(rate)} messages/s` };
  }
  return {
    limit: `${what}: every ${transport === "tcp" ? "connection" : "socket"} was waiting for replies`,
    advice: `whether it can do more at a time: try more connections (-c)${
      newConnection ? "" : ", or --pipeline"
    }`,
  };
}

function rateWords({ setting: { rate }, counts: { lost } }: LoadResult): LimitText {
  const kept = `kept the rate that was asked for, ${rateText(rate)} messages/s`;
  const but = lost > 0 ? `, although ${count(lost, "message was", "messages were")} lost` : "";
  return {
    limit: `${kept}: nothing limited it${but}`,
    advice: "whether the server can do more: try a higher --rate, or none",
  };
}

/** No right reply came in time: what limited that is not the question. */
function silenceWords({ counts: { sent, altered, late } }: LoadResult): LimitText {
  const advice = "a service is needed that gives back what it gets, or its upper-casing; try `ping` first";
  if (sent === 0) return { limit: "nothing was answered: not one message could be sent" };
  const left = `${count(sent, "message")} left`;
  if (altered > 0) {
    return {
      limit: `nothing was answered as it should: ${left}, ${cameBack(altered, sent)} altered`,
      advice,
    };
  }
  if (late > 0) return { limit: `nothing was answered in time: ${left}, ${cameBack(late, sent)} late` };
  return { limit: `nothing was answered: ${left}, no reply came`, advice };
}

function cameBack(part: number, all: number): string {
  return `${part === all ? "all" : groupThousands(part)} came back`;
}
