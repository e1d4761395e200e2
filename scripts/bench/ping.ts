import type { Transport } from "../../lib/protocol/transport.ts";
import type { Bench } from "./bench.ts";
import type { Goal } from "./goal.ts";
import type { Laboratory, RunningServer } from "./laboratory.ts";
import { median, medianRatio } from "./median.ts";
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
    for (const transport of ["tcp", "udp"] as const) {
      await using servers = await laboratory.start([serverKinds.c], transport);
      const [server] = servers.all;
      const rttsUs: Record<"c" | "capsock", number[]> = { c: [], capsock: [] };
      // The first round warms up and does not count.
      for (let round = 0; round <= laboratory.settings.rounds; round++) {
        laboratory.progress.show(`ping ${transport}: round ${round} of ${laboratory.settings.rounds}`);
        const measured = {
          c: await byC(laboratory, transport, server!),
          capsock: await byCapsock(laboratory, transport, server!),
        };
        if (round === 0) continue;
        rttsUs.c.push(measured.c);
        rttsUs.capsock.push(measured.capsock);
      }
      laboratory.progress.clear();
      const ratio = medianRatio(rttsUs.capsock, rttsUs.c);
      rows.push([
        transport,
        decimal(median(rttsUs.c), 1),
        decimal(median(rttsUs.capsock), 1),
        decimal(ratio, 2),
      ]);
      goals.push({ what: `median RTT over ${transport}, of C`, value: ratio, limit: 1.5, kind: "at most" });
    }
    return { rows, align: ["left", "right", "right", "right"], goals };
  },
};

async function byC(laboratory: Laboratory, transport: Transport, { port }: RunningServer): Promise<number> {
  const args = [transport, ...[port, messageBytes, laboratory.settings.seconds].map(String)];
  return (await laboratory.load<{ rttMedianUs: number }>("pingpong", args)).rttMedianUs;
}

async function byCapsock(
  laboratory: Laboratory,
  transport: Transport,
  { port }: RunningServer,
): Promise<number> {
  const count = Math.round(probesPerSecond * laboratory.settings.seconds);
  const what = ["ping", transport, `127.0.0.1:${port}`, "--flood", "--quiet", "--json"];
  const args = [...what, "--count", String(count), "--size", String(messageBytes)];
  const { rttMs } = await laboratory.capsock<{ rttMs: { median: number } }>(args);
  return rttMs.median * 1000;
}
