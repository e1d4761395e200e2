import { withParticle } from "../../base/korean.ts";
import { Mistake } from "../../base/mistake.ts";
import type { Transport } from "../../protocol/transport.ts";
import { Latencies } from "../latencies.ts";
import { type Availability, joinAvailabilities } from "./availability.ts";
import { type LoadLimit, worstLimit } from "./limit.ts";
import { coveredMs, joinedPeriod, type Period, timingOf } from "./periods.ts";
import type { SizeRange } from "./plan.ts";
import { type Counts, type ErrorCounts, type LoadError, noCounts, type Stretch } from "./tally.ts";

/** What decides when a message leaves: the reply to another, or a schedule. */
export type LoadLoop = "closed" | "open";

/**
 * Why a run gives up: three times the timeout has passed without any reply, or no connection could be made for
 * three seconds.
 */
export const loadSurrenders = ["no-reply", "no-connection"] as const;

export type GaveUp = typeof loadSurrenders[number];

/** What the person asked for. */
export interface LoadSetting {
  readonly transport: Transport;
  /** The `host:port` that was really used. */
  readonly peer: string;
  readonly loop: LoadLoop;
  /** Whether each message had a new connection. */
  readonly newConnection: boolean;
  readonly connections: number;
  readonly sizes: SizeRange;
  /** Messages per second; 0 where there is no schedule. */
  readonly rate: number;
  readonly pipeline: number;
  /** How many datagrams could be unanswered at a time; 0 over TCP. */
  readonly window: number;
  readonly verify: boolean;
}

/** The result of one run, or of several together. */
export interface LoadResult {
  /** The names of the runs in it. No run may be counted twice. */
  readonly runs: readonly string[];
  readonly setting: LoadSetting;
  /** Threads of this program that took part. */
  readonly threads: number;
  /** From the first message to the last reply, or to the planned end if that is later. */
  readonly durationMs: number;
  /** When the runs were, one for each. The threads of one run count as one. */
  readonly periods: readonly Period[];
  /** The rates are `undefined` for runs that were not at the same time: these have none in common. */
  readonly messagesPerSecond: number | undefined;
  readonly bytesInPerSecond: number | undefined;
  readonly bytesOutPerSecond: number | undefined;
  readonly counts: Counts;
  readonly errors: ErrorCounts;
  readonly latency: Latencies;
  readonly connect: Latencies;
  readonly late: Latencies;
  readonly lag: Latencies;
  readonly limitedBy: LoadLimit;
  /** `undefined` in the results of older versions. */
  readonly availability: Availability | undefined;
  /** `undefined` if the system did not tell. */
  readonly cpuMs: number | undefined;
  /** For which part of its time the busiest thread had a processor, from 0 to 1. */
  readonly busiest: number | undefined;
  /** The run in stretches of equal length. The last one may be shorter. */
  readonly series: readonly Stretch[];
  readonly stretchMs: number;
  readonly wasStopped: boolean;
  /** Why the run ended before the end that was asked for, though nobody stopped it. */
  readonly gaveUp: GaveUp | undefined;
}

/**
 * Joins several runs that happened at the same time: counts and rates are added, histograms are merged.
 *
 * @throws {Mistake} If there is none, one is there twice, or transports or the stretches of time do not fit.
 */
export function mergeResults(results: readonly LoadResult[], { asOneRun = false } = {}): LoadResult {
  const [first, ...others] = results;
  if (first === undefined) throw new Mistake({ en: "there is no result", ko: "결과가 없습니다" });
  const runs = results.flatMap((result) => result.runs);
  const twice = runs.find((run, index) => runs.indexOf(run) !== index);
  if (twice !== undefined) {
    throw new Mistake({
      en: `run ${twice} appears twice`,
      ko: `실행 ${withParticle(twice, "이")} 두 번 나옵니다`,
    });
  }
  const different = others.find(({ setting }) => setting.transport !== first.setting.transport);
  if (different !== undefined) {
    throw new Mistake({
      en: "some results are for TCP and some for UDP",
      ko: "TCP의 결과와 UDP의 결과가 섞여 있습니다",
    });
  }
  if (others.some(({ setting }) => setting.loop !== first.setting.loop)) {
    throw new Mistake({
      en: "some results follow a schedule (--rate) and some do not, so their latencies differ in meaning",
      ko: "시간표(--rate)에 따른 결과와 그렇지 않은 결과가 섞여 있어 지연 시간의 뜻이 서로 다릅니다",
    });
  }
  const sum = (of: (result: LoadResult) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const own = results.flatMap((result) => result.periods);
  const periods = asOneRun ? [joinedPeriod(own)] : own;
  const isApart = timingOf(periods) === "apart";
  const rate = (of: (result: LoadResult) => number | undefined): number | undefined =>
    isApart ? undefined : sum((result) => of(result) ?? 0);
  const all = (of: (result: LoadResult) => Latencies): Latencies => mergeLatencies(results.map(of));
  return {
    runs,
    setting: mergeSettings(results.map(({ setting }) => setting)),
    threads: sum(({ threads }) => threads),
    durationMs: coveredMs(periods),
    periods,
    messagesPerSecond: rate((result) => result.messagesPerSecond),
    bytesInPerSecond: rate((result) => result.bytesInPerSecond),
    bytesOutPerSecond: rate((result) => result.bytesOutPerSecond),
    counts: sumCounts(results.map(({ counts }) => counts)),
    errors: sumErrors(results.map(({ errors }) => errors)),
    latency: all(({ latency }) => latency),
    connect: all(({ connect }) => connect),
    late: all(({ late }) => late),
    lag: all(({ lag }) => lag),
    limitedBy: worstLimit(results.map(({ limitedBy }) => limitedBy)),
    availability: joinAvailabilities(results.map(({ availability }) => availability)),
    ...mergeCpu(results),
    ...mergeSeries(results),
    wasStopped: results.some(({ wasStopped }) => wasStopped),
    gaveUp: results.find(({ gaveUp }) => gaveUp !== undefined)?.gaveUp,
  };
}

/** What is not known of one is not known of all. */
function mergeCpu(results: readonly LoadResult[]): Pick<LoadResult, "cpuMs" | "busiest"> {
  const cpuMs = results.flatMap((result) => result.cpuMs ?? []);
  const busiest = results.flatMap((result) => result.busiest ?? []);
  return {
    cpuMs: cpuMs.length < results.length ? undefined : cpuMs.reduce((sum, own) => sum + own, 0),
    busiest: busiest.length < results.length ? undefined : Math.max(...busiest),
  };
}

function mergeSettings(settings: readonly LoadSetting[]): LoadSetting {
  const [first] = settings as [LoadSetting];
  const sum = (of: (setting: LoadSetting) => number): number =>
    settings.reduce((total, setting) => total + of(setting), 0);
  return {
    transport: first.transport,
    peer: [...new Set(settings.map(({ peer }) => peer))].join(", "),
    loop: first.loop,
    newConnection: settings.every(({ newConnection }) => newConnection),
    connections: sum(({ connections }) => connections),
    sizes: {
      lowest: Math.min(...settings.map(({ sizes }) => sizes.lowest)),
      highest: Math.max(...settings.map(({ sizes }) => sizes.highest)),
    },
    rate: sum(({ rate }) => rate),
    pipeline: Math.max(...settings.map(({ pipeline }) => pipeline)),
    window: sum(({ window }) => window),
    verify: settings.every(({ verify }) => verify),
  };
}

function sumCounts(all: readonly Counts[]): Counts {
  const total = noCounts();
  for (const counts of all) {
    for (const name of Object.keys(total) as (keyof Counts)[]) total[name] += counts[name];
  }
  return total;
}

function sumErrors(all: readonly ErrorCounts[]): ErrorCounts {
  const total: ErrorCounts = {};
  for (const errors of all) {
    for (const [kind, number] of Object.entries(errors) as [LoadError, number][]) {
      total[kind] = (total[kind] ?? 0) + number;
    }
  }
  return total;
}

export function mergeLatencies(all: readonly Latencies[]): Latencies {
  const merged = new Latencies();
  all.forEach((latencies) => merged.merge(latencies));
  return merged;
}

/** Brings all runs to stretches of the same length: shorter stretches are joined in pairs. */
function mergeSeries(results: readonly LoadResult[]): Pick<LoadResult, "series" | "stretchMs"> {
  const stretchMs = Math.max(...results.map((result) => result.stretchMs));
  const aligned = results.map(({ series, stretchMs: ownMs }) => {
    const pairings = Math.log2(stretchMs / ownMs);
    if (!Number.isInteger(pairings)) {
      throw new Mistake({
        en: "the time intervals of some results do not match",
        ko: "일부 결과의 시간 구간이 서로 맞지 않습니다",
      });
    }
    for (let pairing = 0; pairing < pairings; pairing++) series = joinPairs(series);
    return series;
  });
  const length = Math.max(...aligned.map((series) => series.length));
  const series = Array.from({ length }, (_, index) => join(aligned.flatMap((own) => own[index] ?? [])));
  return { series, stretchMs };
}

/** Joins every two neighbours. */
export function joinPairs(series: readonly Stretch[]): Stretch[] {
  return Array.from(
    { length: Math.ceil(series.length / 2) },
    (_, index) => join(series.slice(index * 2, index * 2 + 2)),
  );
}

/** Several stretches as one. */
export function join(stretches: readonly Stretch[]): Stretch {
  return {
    messages: stretches.reduce((total, { messages }) => total + messages, 0),
    unanswered: stretches.reduce((total, { unanswered }) => total + unanswered, 0),
    latency: mergeLatencies(stretches.map(({ latency }) => latency)),
  };
}
