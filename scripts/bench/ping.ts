import type { Transport } from "../../lib/protocol/transport.ts";
import type { Bench } from "./bench.ts";
import { compare } from "./compare.ts";
import type { Goal } from "./goal.ts";
import type { Capsock, Laboratory, RunningServer } from "./laboratory.ts";
import type { Measured } from "./measured.ts";
import { serverKinds } from "./servers.ts";
import { decimal } from "./table.ts";

const messageBytes = 64;

/** About what a client sends in a second. */
const probesPerSecond = 20_000;

export const ping: Bench = {
  summary: "median round-trip time as `ping --flood` has it, and a client in C with calls that block",
  async run(laboratory) {
    const rows = [["transport", "C, µs", "capsock, µs", "of C"]];
    const goals: Goal[] = [];
    const measured: Measured[] = [];
    for (const transport of ["tcp", "udp"] as const) {
      await using server = await laboratory.startOne(serverKinds.c, transport);
      const clients: Client[] = [
        { name: "C", rtt: () => byC(laboratory, transport, server) },
        ...laboratory.capsocks.map((capsock) => ({
          name: capsock.name,
          rtt: () => byCapsock(laboratory, capsock, transport, server),
        })),
      ];
      const comparison = await compare(laboratory, clients, `ping ${transport}`, async ({ rtt }) => {
        return { rttMedianUs: await rtt() };
      });
      const ratio = comparison.ratio("capsock", "C", "rttMedianUs");
      rows.push([
        transport,
        decimal(comparison.figure("C", "rttMedianUs"), 1),
        decimal(comparison.figure("capsock", "rttMedianUs"), 1),
        decimal(ratio, 2),
      ]);
      measured.push(...comparison.measured(transport, "C"));
      goals.push({ what: `median RTT over ${transport}, of C`, value: ratio, limit: 1.5, kind: "at most" });
    }
    return { rows, align: ["left", "right", "right", "right"], reference: "C", measured, goals };
  },
};

interface Client {
  readonly name: string;
  /** Measures the median round-trip time, in microseconds. */
  rtt(): Promise<number>;
}

async function byC(laboratory: Laboratory, transport: Transport, { port }: RunningServer): Promise<number> {
  const args = [transport, ...[port, messageBytes, laboratory.settings.seconds].map(String)];
  return (await laboratory.load<{ rttMedianUs: number }>("pingpong", args)).rttMedianUs;
}

async function byCapsock(
  laboratory: Laboratory,
  capsock: Capsock,
  transport: Transport,
  { port }: RunningServer,
): Promise<number> {
  const count = Math.round(probesPerSecond * laboratory.settings.seconds);
  const what = ["ping", transport, `127.0.0.1:${port}`, "--flood", "--quiet", "--json"];
  const args = [...what, "--count", String(count), "--size", String(messageBytes)];
  const { rttMs } = await laboratory.capsock<{ rttMs: { median: number } }>(capsock, args);
  return rttMs.median * 1000;
}
