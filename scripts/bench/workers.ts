import type { Bench } from "./bench.ts";
import { compare } from "./compare.ts";
import { measureRequests } from "./requests.ts";
import { serverKinds } from "./servers.ts";
import { decimal, whole } from "./table.ts";

const load = { transport: "tcp", connections: 50, messageBytes: 64, depth: 1, waits: true } as const;

export const workers: Bench = {
  summary: "as tcp with 50 connections, two threads against one, with all processors free for everybody",
  async run(laboratory) {
    const place = { isPinned: false };
    const kinds = [serverKinds.c, serverKinds.capsockWorkers, serverKinds.capsock];
    await using servers = await laboratory.start(kinds, "tcp", place);
    const comparison = await compare(laboratory, servers.all, "workers", (server, seconds) => {
      return measureRequests(laboratory, server, load, seconds, place);
    });
    const rows = comparison.names.map((name) => [
      name,
      whole(comparison.figure(name, "perSecond") ?? 0),
      decimal(comparison.ratio(name, "C", "perSecond"), 2),
      decimal(comparison.figure(name, "cpuUsPerRequest"), 2),
      decimal(comparison.figure(name, "rttMedianUs"), 0),
    ]);
    return {
      rows: [["server", "requests/s", "of C", "CPU µs", "RTT µs"], ...rows],
      reference: "C",
      measured: comparison.measured("50 connections", "C"),
      align: ["left", "right", "right", "right", "right"],
      goals: [{
        what: "requests per second of two threads, of C's one",
        value: comparison.ratio(serverKinds.capsockWorkers.name, "C", "perSecond"),
        limit: 1,
        kind: "at least",
      }],
      notes: [
        "",
        "Nobody is pinned, and the load generator needs a processor too: on two processors three threads share them",
      ],
    };
  },
};
