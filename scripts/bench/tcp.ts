import type { Bench } from "./bench.ts";
import { compare, type Comparison } from "./compare.ts";
import type { Goal } from "./goal.ts";
import { measureRequests, type RequestFigures } from "./requests.ts";
import { serverKinds } from "./servers.ts";
import { type Alignment, decimal, whole } from "./table.ts";

const messageBytes = 64;

const loads = [
  { connections: 1, depth: 1 },
  { connections: 50, depth: 1 },
  { connections: 200, depth: 1 },
  { connections: 4, depth: 128 },
] as const;

/** The load the goals are about. */
const goalLoad = loads[1];

const align: Alignment[] = ["left", "left", ...Array<Alignment>(7).fill("right")];

const header = [
  "connections",
  "server",
  "requests/s",
  "of C",
  "capsock ÷",
  "CPU µs",
  "of C",
  "RTT µs",
  "peak MiB",
];

export const tcp: Bench = {
  summary: "requests of 64 bytes, each sent when the reply to the one before is there",
  async run(laboratory) {
    await using servers = await laboratory.start(Object.values(serverKinds), "tcp");
    const rows = [header];
    const goals: Goal[] = [];
    for (const load of loads) {
      const { connections, depth } = load;
      const label = depth === 1 ? String(connections) : `${connections} × ${depth}`;
      const comparison = await compare(
        laboratory,
        servers.all,
        `tcp, ${label} connections`,
        (server, seconds) => {
          return measureRequests(laboratory, server, { transport: "tcp", messageBytes, ...load }, seconds);
        },
      );
      rows.push(...rowsOf(label, comparison));
      if (load === goalLoad) goals.push(...goalsOf(comparison));
    }
    const notes = [
      "",
      "CPU is the server's, per request; 4 × 128: that many requests on the way on each connection",
    ];
    return { rows, align, goals, notes };
  },
};

function rowsOf(label: string, comparison: Comparison<RequestFigures>): string[][] {
  return comparison.names.map((name, index) => [
    index === 0 ? label : "",
    name,
    whole(comparison.figure(name, "perSecond") ?? 0),
    decimal(comparison.ratio(name, "C", "perSecond"), 2),
    decimal(comparison.ratio("capsock", name, "perSecond"), 2),
    decimal(comparison.figure(name, "cpuUsPerRequest"), 2),
    decimal(comparison.ratio(name, "C", "cpuUsPerRequest"), 2),
    decimal(comparison.figure(name, "rttMedianUs"), 0),
    decimal((comparison.figure(name, "peakBytes") ?? NaN) / 2 ** 20, 1),
  ]);
}

function goalsOf(comparison: Comparison<RequestFigures>): Goal[] {
  const what = `requests per second at ${goalLoad.connections} connections, of`;
  const rate = (other: "C" | "Node" | "Python"): number | undefined => {
    return comparison.ratio("capsock", other, "perSecond");
  };
  return [
    { what: `${what} C`, value: rate("C"), limit: 0.6, kind: "at least" },
    { what: `${what} Node`, value: rate("Node"), limit: 1.3, kind: "at least" },
    { what: `${what} Python`, value: rate("Python"), limit: 1, kind: "at least" },
    {
      what: `CPU per request at ${goalLoad.connections} connections, of C`,
      value: comparison.ratio("capsock", "C", "cpuUsPerRequest"),
      limit: 1.5,
      kind: "at most",
    },
  ];
}
