import type { Bench } from "./bench.ts";
import { compare } from "./compare.ts";
import type { Goal } from "./goal.ts";
import { measureRequests } from "./requests.ts";
import { mainKinds } from "./servers.ts";
import { decimal, whole } from "./table.ts";

const load = { transport: "udp", connections: 50, messageBytes: 64, depth: 1 } as const;

export const udp: Bench = {
  summary: "datagrams of 64 bytes from 50 sockets, each sent when the reply to the one before is there",
  async run(laboratory) {
    await using servers = await laboratory.start(mainKinds, "udp");
    const comparison = await compare(laboratory, servers.all, "udp", (server, seconds) => {
      return measureRequests(laboratory, server, load, seconds);
    });
    const header = [
      "server",
      "datagrams/s",
      "of C",
      "capsock ÷",
      "CPU µs",
      "of C",
      "RTT µs",
      "lost",
      "peak MiB",
    ];
    const rows = comparison.names.map((name) => [
      name,
      whole(comparison.figure(name, "perSecond") ?? 0),
      decimal(comparison.ratio(name, "C", "perSecond"), 2),
      decimal(comparison.ratio("capsock", name, "perSecond"), 2),
      decimal(comparison.figure(name, "cpuUsPerRequest"), 2),
      decimal(comparison.ratio(name, "C", "cpuUsPerRequest"), 2),
      decimal(comparison.figure(name, "rttMedianUs"), 0),
      decimal(comparison.figure(name, "lost"), 0),
      decimal((comparison.figure(name, "peakBytes") ?? NaN) / 2 ** 20, 1),
    ]);
    const goals: Goal[] = [
      {
        what: "datagrams answered per second, of C",
        value: comparison.ratio("capsock", "C", "perSecond"),
        limit: 0.4,
        kind: "at least",
      },
      {
        what: "datagrams answered per second, of Node",
        value: comparison.ratio("capsock", "Node", "perSecond"),
        limit: 1,
        kind: "at least",
      },
      {
        what: "datagrams answered per second, of Python's asyncio",
        value: comparison.ratio("capsock", "Python", "perSecond"),
        limit: 1,
        kind: "at least",
      },
    ];
    return {
      rows: [header, ...rows],
      reference: "C",
      measured: comparison.measured("50 sockets", "C"),
      align: ["left", ...header.slice(1).map(() => "right" as const)],
      goals,
    };
  },
};
