import type { Bench } from "./bench.ts";
import { compare } from "./compare.ts";
import type { Goal } from "./goal.ts";
import type { Laboratory, RunningServer } from "./laboratory.ts";
import { serverKinds } from "./servers.ts";
import { decimal } from "./table.ts";

const chunkBytes = 256 * 1024;

export const bulk: Bench = {
  summary: "ASCII text on one connection, sent 256 KiB at a time while the capitals are received",
  async run(laboratory) {
    await using servers = await laboratory.start(Object.values(serverKinds), "tcp");
    const comparison = await compare(laboratory, servers.all, "bulk", (server, seconds) => {
      return measure(laboratory, server, seconds);
    });
    const rows = comparison.names.map((name) => [
      name,
      decimal(comparison.figure(name, "gigabytesPerSecond"), 2),
      decimal(comparison.ratio(name, "C", "gigabytesPerSecond"), 2),
      decimal(comparison.ratio("capsock", name, "gigabytesPerSecond"), 2),
      decimal(comparison.figure(name, "cpuMsPerGigabyte"), 0),
      decimal(comparison.ratio(name, "C", "cpuMsPerGigabyte"), 2),
      decimal((comparison.figure(name, "peakBytes") ?? NaN) / 2 ** 20, 1),
    ]);
    const header = ["server", "GB/s", "of C", "capsock ÷", "CPU ms/GB", "of C", "peak MiB"];
    const goals: Goal[] = [{
      what: "bytes answered per second, of C",
      value: comparison.ratio("capsock", "C", "gigabytesPerSecond"),
      limit: 0.7,
      kind: "at least",
    }];
    return {
      rows: [header, ...rows],
      align: ["left", ...header.slice(1).map(() => "right" as const)],
      goals,
    };
  },
};

/** What `bulk` prints. */
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
