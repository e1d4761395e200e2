import type { Bench } from "./bench.ts";
import { compare } from "./compare.ts";
import type { Goal } from "./goal.ts";
import type { Laboratory, RunningServer } from "./laboratory.ts";
import { serverKinds } from "./servers.ts";
import { decimal } from "./table.ts";

const connections = 10_000;

/**
 * How many connections are open at the first look at memory. So memory that a server needs only once is not
 * divided among them.
 */
const firstConnections = 500;

/** The output of `idle`. */
interface Told {
  firstBytes: number;
  allBytes: number;
}

type IdleFigures = { bytesPerConnection: number; residentBytes: number };

export const idle: Bench = {
  summary: "10,000 connections that had one message answered each and then say nothing",
  async run(laboratory) {
    const kinds = laboratory.present([serverKinds.capsock, serverKinds.node], "tcp");
    // A server does not give used memory back, so each measurement starts a new one, without a warm-up.
    const comparison = await compare(laboratory, kinds, "idle", async (kind) => {
      await using server = await laboratory.startOne(kind, "tcp");
      return await measure(laboratory, server);
    }, { warmsUp: false });
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
    return {
      rows: [header, ...rows],
      align: ["left", "right", "right"],
      reference: "Node",
      measured: comparison.measured("10,000 connections", "Node"),
      goals,
    };
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
