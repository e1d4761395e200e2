import { Latencies } from "../../measure/latencies.ts";
import { loadLimits } from "../../measure/load/limit.ts";
import type { LoadResult, LoadSetting } from "../../measure/load/result.ts";
import { firstStretchMs } from "../../measure/load/series.ts";
import {
  type Counts,
  type ErrorCounts,
  loadErrors,
  noCounts,
  type Stretch,
} from "../../measure/load/tally.ts";
import { maxDurationMs } from "../../base/duration.ts";
import type { BadLine } from "../../recording/parse.ts";
import { BadField, Fields } from "./fields.ts";

/** More than `load` makes of any run. */
const mostStretches = 1000;

export interface ParsedLoadResults {
  /** In the order of the lines. */
  readonly results: LoadResult[];
  readonly bad: BadLine[];
}

/**
 * Reads what `load --json` printed, of any number of runs one after the other. Other events are passed over; a
 * line that is no event, or a summary that is not whole, is told and costs nothing else.
 */
export function parseLoadResults(text: string): ParsedLoadResults {
  const results: LoadResult[] = [];
  const bad: BadLine[] = [];
  text.replace(/^\ufeff/, "").split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    try {
      const fields = Fields.parse(line);
      if (fields.text("event") === "summary") results.push(parseResult(fields));
    } catch (error) {
      if (!(error instanceof BadField)) throw error;
      bad.push({ number: index + 1, reason: error.message });
    }
  });
  return { results, bad };
}

function parseResult(fields: Fields): LoadResult {
  if (!fields.has("limitedBy")) throw new BadField("the summary of another command than load");
  const generator = fields.object("generator");
  const histograms = fields.object("histograms");
  const counts = parseCounts(fields);
  const durationMs = fields.number("durationMs");
  if (durationMs === 0) throw fields.bad("durationMs", "is 0");
  return {
    runs: parseRuns(fields),
    setting: parseSetting(fields),
    threads: generator.count("threads", 1),
    durationMs,
    messagesPerSecond: fields.number("messagesPerSecond"),
    bytesInPerSecond: fields.number("bytesInPerSecond"),
    bytesOutPerSecond: fields.number("bytesOutPerSecond"),
    counts,
    errors: parseErrors(fields.object("errors")),
    latency: parseLatencies(histograms, "latency", counts.messages),
    connect: parseLatencies(histograms, "connect"),
    late: parseLatencies(histograms, "late"),
    lag: parseLatencies(histograms, "lag"),
    limitedBy: fields.oneOf("limitedBy", loadLimits),
    cpuMs: generator.number("cpuMs"),
    busiest: generator.number("busyPercent", 100) / 100,
    ...parseSeries(fields.object("series"), counts.messages),
    wasStopped: fields.isTrue("stopped"),
  };
}

function parseRuns(fields: Fields): string[] {
  const runs = fields.texts("runs");
  if (runs.length === 0) throw fields.bad("runs", "is empty");
  return runs;
}

function parseSetting(fields: Fields): LoadSetting {
  const sizes = fields.object("sizes");
  const [lowest, highest] = [sizes.count("lowest"), sizes.count("highest")];
  if (lowest > highest) throw fields.bad("sizes", "has a lowest above its highest");
  return {
    transport: fields.oneOf("transport", ["tcp", "udp"]),
    peer: fields.text("peer"),
    loop: fields.oneOf("loop", ["closed", "open"]),
    newConnection: fields.isTrue("newConnection"),
    connections: fields.count("connections"),
    sizes: { lowest, highest },
    rate: fields.number("rate"),
    pipeline: fields.count("pipeline"),
    window: fields.count("window"),
    verify: fields.isTrue("verify"),
  };
}

function parseCounts(fields: Fields): Counts {
  const counts = noCounts();
  for (const name of Object.keys(counts) as (keyof Counts)[]) counts[name] = fields.count(name);
  return counts;
}

function parseErrors(fields: Fields): ErrorCounts {
  const errors: ErrorCounts = {};
  for (const cause of fields.keys()) {
    const known = loadErrors.find((error) => error === cause);
    if (known === undefined) throw fields.bad(cause, "is no known cause");
    errors[known] = fields.count(cause);
  }
  return errors;
}

/** @param expected How many there must be; left out, any number. */
function parseLatencies(fields: Fields, key: string, expected?: number): Latencies {
  const latencies = restore(fields, key);
  if (!Number.isSafeInteger(latencies.count)) throw fields.bad(key, "is damaged");
  if (expected !== undefined && latencies.count !== expected) {
    throw fields.bad(key, `holds ${latencies.count} latencies of ${expected} messages`);
  }
  return latencies;
}

function restore(fields: Fields, key: string): Latencies {
  const stored = fields.objectOrNull(key);
  if (stored === null) return new Latencies();
  const [minMs, maxMs] = [stored.number("minMs", maxDurationMs), stored.number("maxMs", maxDurationMs)];
  if (minMs > maxMs) throw fields.bad(key, "has a minimum above its maximum");
  const histogram = stored.text("histogram");
  const sumMs = stored.number("sumMs");
  try {
    return Latencies.restore({ histogram, minMs, maxMs, sumMs });
  } catch {
    // Whatever the library stumbles over.
    throw fields.bad(key, "is damaged");
  }
}

function parseSeries(fields: Fields, messages: number): Pick<LoadResult, "series" | "stretchMs"> {
  const stretchMs = fields.number("stretchMs", maxDurationMs);
  // Results with stretches of other lengths could not be laid side by side.
  if (!Number.isInteger(Math.log2(stretchMs / firstStretchMs)) || stretchMs < firstStretchMs) {
    throw fields.bad("stretchMs", `is not ${firstStretchMs} doubled any number of times`);
  }
  const stretches = fields.objects("stretches");
  if (stretches.length > mostStretches) throw fields.bad("stretches", `has more than ${mostStretches}`);
  const series = stretches.map(parseStretch);
  const total = series.reduce((sum, stretch) => sum + stretch.messages, 0);
  if (total !== messages) throw fields.bad("stretches", `holds ${total} of ${messages} messages`);
  return { series, stretchMs };
}

function parseStretch(fields: Fields): Stretch {
  const messages = fields.count("messages");
  return { messages, latency: parseLatencies(fields, "latency", messages) };
}
