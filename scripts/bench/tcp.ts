import type { Bench } from "./bench.ts";
import { compare, type Comparison } from "./compare.ts";
import type { Goal } from "./goal.ts";
import type { Measured } from "./measured.ts";
import { measureRequests, type RequestFigures } from "./requests.ts";
import { mainKinds, serverKinds } from "./servers.ts";
import { type Alignment, decimal, whole } from "./table.ts";

const messageBytes = 64;

const relays = [serverKinds.socat];

const loads = [
  { connections: 1, depth: 1 },
  { connections: 50, depth: 1 },
  { connections: 200, depth: 1 },
  { connections: 4, depth: 128 },
] as const;

/** The goals for capsock relative to each other server, by the name of the load in the table. */
const limits: Record<string, Record<string, number>> = {
  "50": { C: 0.7, Node: 1, Python: 1, socat: 1 },
  "200": { C: 0.7, Node: 1, Python: 1, socat: 1 },
  "4 × 128": { C: 0.75, Python: 1 },
};

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
    await using servers = await laboratory.start([...mainKinds, ...relays], "tcp");
    const rows = [header];
    const goals: Goal[] = [];
    const measured: Measured[] = [];
    for (const load of loads) {
      const { connections, depth } = load;
      const label = depth === 1 ? String(connections) : `${connections} × ${depth}`;
      const what = `${label} connection${label === "1" ? "" : "s"}`;
      const comparison = await compare(
        laboratory,
        servers.all,
        `tcp, ${what}`,
        (server, seconds) => {
          return measureRequests(laboratory, server, { transport: "tcp", messageBytes, ...load }, seconds);
        },
      );
      rows.push(...rowsOf(label, comparison));
      measured.push(...comparison.measured(what, "C"));
      goals.push(...goalsOf(label, comparison));
    }
    const notes = [
      "",
      "socat hands each connection to processes of its own: their CPU and memory are not seen; ncat --exec gave up",
      "an observer that nobody asked for is not there to be measured: sockets are wrapped only for --trace and the like",
      "CPU is the server's, per request; 4 × 128: that many requests on the way on each connection",
    ];
    return { rows, align, reference: "C", measured, goals, notes };
  },
};

function rowsOf(label: string, comparison: Comparison<RequestFigures>): string[][] {
  return comparison.names.map((name, index) => [
    index === 0 ? label : "",
    name,
    whole(comparison.figure(name, "perSecond") ?? 0),
    decimal(comparison.ratio(name, "C", "perSecond"), 2),
    decimal(comparison.ratio("capsock", name, "perSecond"), 2),
    decimal(own(name, comparison.figure(name, "cpuUsPerRequest")), 2),
    decimal(own(name, comparison.ratio(name, "C", "cpuUsPerRequest")), 2),
    decimal(comparison.figure(name, "rttMedianUs"), 0),
    decimal(own(name, (comparison.figure(name, "peakBytes") ?? NaN) / 2 ** 20), 1),
  ]);
}

/** A figure of the server's process, if the server is one process. */
function own(name: string, figure: number | undefined): number | undefined {
  return relays.some((relay) => relay.name === name) ? undefined : figure;
}

function goalsOf(label: string, comparison: Comparison<RequestFigures>): Goal[] {
  return Object.entries(limits[label] ?? {}).map(([other, limit]) => ({
    what: `requests per second at ${label} connections, of ${other}`,
    value: comparison.ratio("capsock", other, "perSecond"),
    limit,
    kind: "at least",
  }));
}
