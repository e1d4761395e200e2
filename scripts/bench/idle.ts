import type { Bench } from "./bench.ts";
import { Comparison } from "./compare.ts";
import type { Goal } from "./goal.ts";
import type { Laboratory, RunningServer } from "./laboratory.ts";
import { serverKinds } from "./servers.ts";
import { decimal } from "./table.ts";

const connections = 10_000;

/** Open before memory is looked at first: what a server needs once is not divided among its connections. */
const firstConnections = 500;

/** What `idle` prints. */
interface Told {
  firstBytes: number;
  allBytes: number;
}

type IdleFigures = { bytesPerConnection: number; residentBytes: number };

export const idle: Bench = {
  summary: "10,000 connections that had one message answered each and then say nothing",
  async run(laboratory) {
    const kinds = [serverKinds.capsock, serverKinds.node];
    const { rounds } = laboratory.settings;
    const figures = new Map<RunningServer["name"], IdleFigures[]>();
    for (let round = 1; round <= rounds; round++) {
      for (const kind of kinds) {
        laboratory.progress.show(`idle: ${kind.name}, round ${round} of ${rounds}`);
        // Memory that was used once is not given back: each measurement takes a new server.
        await using servers = await laboratory.start([kind], "tcp");
        for (const server of servers.all) {
          figures.set(server.name, [...figures.get(server.name) ?? [], await measure(laboratory, server)]);
        }
      }
    }
    laboratory.progress.clear();
    const comparison = new Comparison(figures);
    const rows = comparison.names.map((name) => [
      name,
      decimal((comparison.figure(name, "bytesPerConnection") ?? NaN) / 1024, 1),
      decimal((comparison.figure(name, "residentBytes") ?? NaN) / 2 ** 20, 1),
    ]);
    const goals: Goal[] = (["bytesPerConnection", "residentBytes"] as const).map((key) => ({
      what: `${key === "residentBytes" ? "all memory with" : "memory for each of"} 10,000, of Node`,
      value: comparison.ratio("capsock", "Node", key),
      limit: 1,
      kind: "at most",
    }));
    const header = ["server", "KiB per connection", "all of it, MiB"];
    return { rows: [header, ...rows], align: ["left", "right", "right"], goals };
  },
};

async function measure(laboratory: Laboratory, server: RunningServer): Promise<IdleFigures> {
  const numbers = [server.pid, server.port, firstConnections, connections].map(String);
  const { firstBytes, allBytes } = await laboratory.load<Told>("idle", numbers);
  return {
    bytesPerConnection: (allBytes - firstBytes) / (connections - firstConnections),
    residentBytes: allBytes,
  };
}
