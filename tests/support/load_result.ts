import { Latencies } from "../../lib/measure/latencies.ts";
import type { Availability } from "../../lib/measure/load/availability.ts";
import { type LoadResult, type LoadSetting, mergeLatencies } from "../../lib/measure/load/result.ts";
import { type Counts, noCounts } from "../../lib/measure/load/tally.ts";

export function latenciesOf(...latenciesMs: readonly number[]): Latencies {
  const latencies = new Latencies();
  for (const latencyMs of latenciesMs) latencies.record(latencyMs);
  return latencies;
}

export const tcpSetting: LoadSetting = {
  transport: "tcp",
  peer: "127.0.0.1:10825",
  loop: "closed",
  newConnection: false,
  connections: 50,
  sizes: { lowest: 64, highest: 64 },
  rate: 0,
  pipeline: 1,
  window: 0,
  verify: true,
};

export const udpSetting: LoadSetting = {
  ...tcpSetting,
  transport: "udp",
  peer: "127.0.0.1:11758",
  loop: "open",
  rate: 10_000,
  connections: 10,
  window: 192,
};

/** All connections there, all the time. */
export function availabilityOf(watchedMs: number, opened: number): Availability {
  return { watchedMs, opened, openMs: watchedMs * opened, unconnectedMs: 0, silentMs: 0 };
}

export interface ResultParts extends Partial<Omit<LoadResult, "setting" | "counts">> {
  readonly setting?: Partial<LoadSetting>;
  readonly counts?: Partial<Counts>;
  /** The latencies of each stretch of half a second. */
  readonly stretches?: readonly (readonly number[])[];
  /** How long messages waited that were given up, all in a stretch of their own at the end. */
  readonly gaveUpMs?: readonly number[];
}

/** A result whose figures fit together: messages, rates and latencies are those of the stretches. */
export function resultOf(
  { stretches = [[0.5, 0.6, 0.7, 4]], gaveUpMs = [], ...parts }: ResultParts = {},
): LoadResult {
  const unanswered = gaveUpMs.length;
  const series = stretches.map((latencies) => ({
    messages: latencies.length,
    unanswered: 0,
    latency: latenciesOf(...latencies),
  }));
  if (unanswered > 0) series.push({ messages: 0, unanswered, latency: latenciesOf(...gaveUpMs) });
  const messages = series.reduce((sum, stretch) => sum + stretch.messages, 0);
  const setting = { ...(parts.setting?.transport === "udp" ? udpSetting : tcpSetting), ...parts.setting };
  const bytes = messages * setting.sizes.highest;
  const counts = {
    ...noCounts(),
    sent: messages,
    messages,
    unanswered,
    bytesIn: bytes,
    bytesOut: bytes,
    ...parts.counts,
  };
  const durationMs = parts.durationMs ?? Math.max(1, series.length) * 500;
  const perSecond = (number: number): number => (number * 1000) / durationMs;
  return {
    runs: ["ABCDEFGH"],
    threads: 1,
    durationMs,
    periods: [{ startedAtMs: undefined, durationMs }],
    messagesPerSecond: perSecond(counts.messages),
    bytesInPerSecond: perSecond(counts.bytesIn),
    bytesOutPerSecond: perSecond(counts.bytesOut),
    errors: {},
    latency: mergeLatencies(series.map(({ latency }) => latency)),
    connect: setting.transport === "tcp" ? latenciesOf(0.2, 0.3) : new Latencies(),
    late: new Latencies(),
    lag: latenciesOf(0.1, 0.9),
    limitedBy: "server",
    availability: availabilityOf(durationMs, setting.connections),
    cpuMs: 250,
    busiest: 0.5,
    series,
    stretchMs: 500,
    wasStopped: false,
    gaveUp: undefined,
    ...parts,
    setting,
    counts,
  };
}
