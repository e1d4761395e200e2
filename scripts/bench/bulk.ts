import type { Bench } from "./bench.ts";
import { compare, type Comparison } from "./compare.ts";
import type { Goal } from "./goal.ts";
import type { Laboratory, RunningServer } from "./laboratory.ts";
import type { Measured } from "./measured.ts";
import { mainKinds, serverKinds } from "./servers.ts";
import { type Alignment, decimal } from "./table.ts";

const chunks = [
  { label: "256 KiB", bytes: 256 * 1024 },
  { label: "1 MiB", bytes: 1024 * 1024 },
] as const;

const header = ["writes", "server", "GB/s", "of C", "capsock ÷", "CPU ms/GB", "of C", "peak MiB"];

export const bulk: Bench = {
  summary: "ASCII text on one connection, sent in large writes while the capitals are received",
  async run(laboratory) {
    const kinds = [...mainKinds, serverKinds.capsockBuffer];
    await using servers = await laboratory.start(kinds, "tcp");
    const rows = [header];
    const goals: Goal[] = [];
    const measured: Measured[] = [];
    for (const { label, bytes } of chunks) {
      const comparison = await compare(laboratory, servers.all, `bulk, ${label}`, (server, seconds) => {
        return measure(laboratory, server, bytes, seconds);
      });
      rows.push(...rowsOf(label, comparison));
      measured.push(...comparison.measured(`writes of ${label}`, "C"));
      for (const { name } of [serverKinds.capsock, serverKinds.capsockBuffer]) {
        goals.push({
          what: `bytes answered per second by ${name}, writes of ${label}, of C`,
          value: comparison.ratio(name, "C", "gigabytesPerSecond"),
          limit: 0.8,
          kind: "at least",
        });
      }
    }
    const align: Alignment[] = ["left", "left", ...Array<Alignment>(header.length - 2).fill("right")];
    return { rows, align, reference: "C", measured, goals };
  },
};

function rowsOf(label: string, comparison: Comparison<BulkFigures>): string[][] {
  return comparison.names.map((name, index) => [
    index === 0 ? label : "",
    name,
    decimal(comparison.figure(name, "gigabytesPerSecond"), 2),
    decimal(comparison.ratio(name, "C", "gigabytesPerSecond"), 2),
    decimal(comparison.ratio("capsock", name, "gigabytesPerSecond"), 2),
    decimal(comparison.figure(name, "cpuMsPerGigabyte"), 0),
    decimal(comparison.ratio(name, "C", "cpuMsPerGigabyte"), 2),
    decimal((comparison.figure(name, "peakBytes") ?? NaN) / 2 ** 20, 1),
  ]);
}

/** The output of `bulk`. */
interface Told {
  bytes: number;
  seconds: number;
  stolen: number;
  cpuMs: number;
  peakBytes: number;
}

type BulkFigures = {
  stolen: number;
  gigabytesPerSecond: number;
  cpuMsPerGigabyte: number;
  peakBytes: number;
};

async function measure(
  laboratory: Laboratory,
  { pid, port }: RunningServer,
  chunkBytes: number,
  duration: number,
): Promise<BulkFigures> {
  const numbers = [pid, port, chunkBytes, duration].map(String);
  const { bytes, seconds, stolen, cpuMs, peakBytes } = await laboratory.load<Told>("bulk", numbers);
  const gigabytes = bytes / 1e9;
  return {
    stolen: stolen / seconds,
    gigabytesPerSecond: gigabytes / seconds,
    cpuMsPerGigabyte: cpuMs / gigabytes,
    peakBytes,
  };
}
