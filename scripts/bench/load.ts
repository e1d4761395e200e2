import type { Bench } from "./bench.ts";
import type { Laboratory, RunningServer } from "./laboratory.ts";
import { median, medianRatio } from "./median.ts";
import { measureRequests } from "./requests.ts";
import { serverKinds } from "./servers.ts";
import { decimal, whole } from "./table.ts";

const kind = { transport: "tcp", connections: 50, messageBytes: 64, depth: 1, waits: true } as const;

/** What capsock does in the first moments does not count: it is being compiled. */
const warmUpSeconds = 0.6;

/** The kernel counts processor time in these steps (USER_HZ). */
const ticksPerSecond = 100;

interface Figures {
  readonly perSecond: number;
  readonly perCpuSecond: number;
}

/** Ways to have capsock's generator work. */
const ways = { "capsock load": [], "… --no-verify": ["--no-verify"] };

export const load: Bench = {
  summary: "messages of 64 bytes that 50 connections send and check per second of the generator's processor",
  async run(laboratory) {
    await using servers = await laboratory.start([serverKinds.c], "tcp");
    const server = servers.all[0]!;
    const { rounds, seconds } = laboratory.settings;
    const measures: Record<string, () => Promise<Figures>> = {
      C: () => byC(laboratory, server, seconds),
      ...Object.fromEntries(
        Object.entries(ways).map((
          [name, flags],
        ) => [name, () => byCapsock(laboratory, server, seconds, flags)]),
      ),
    };
    const figures = new Map<string, Figures[]>(Object.keys(measures).map((name) => [name, []]));
    for (let round = 0; round <= rounds; round++) {
      for (const [name, measure] of Object.entries(measures)) {
        laboratory.progress.show(`load: ${name}, round ${round} of ${rounds}`);
        const measured = await measure();
        if (round > 0) figures.get(name)!.push(measured);
      }
    }
    laboratory.progress.clear();
    const all = (name: string, key: keyof Figures): number[] => figures.get(name)!.map((one) => one[key]);
    const ratio = (name: string): number | undefined =>
      medianRatio(all(name, "perCpuSecond"), all("C", "perCpuSecond"));
    const rows = [...figures.keys()].map((name) => [
      name,
      whole(median(all(name, "perSecond")) ?? 0),
      whole(median(all(name, "perCpuSecond")) ?? 0),
      decimal(ratio(name), 2),
    ]);
    return {
      rows: [["generator", "messages/s", "per CPU second", "of C"], ...rows],
      align: ["left", "right", "right", "right"],
      goals: [{
        what: "messages per CPU second of `load tcp`, of a generator in C",
        value: ratio("capsock load"),
        limit: 0.5,
        kind: "at least",
      }],
      notes: ["", "wrk speaks HTTP alone, tcpkali counts bytes and does not check them: neither is compared"],
    };
  },
};

async function byC(laboratory: Laboratory, server: RunningServer, seconds: number): Promise<Figures> {
  const { perSecond, ownCpuUsPerRequest } = await measureRequests(laboratory, server, kind, seconds);
  return { perSecond, perCpuSecond: 1e6 / ownCpuUsPerRequest };
}

/** From one report of its progress to the last. */
async function byCapsock(
  laboratory: Laboratory,
  { port }: RunningServer,
  seconds: number,
  flags: readonly string[],
): Promise<Figures> {
  const { connections, messageBytes } = kind;
  const numbers = ["-c", connections, "-s", messageBytes, "-d", `${seconds + warmUpSeconds}s`].map(String);
  await using capsock = laboratory.startCapsock([
    "load",
    "tcp",
    `127.0.0.1:${port}`,
    ...numbers,
    "--json",
    ...flags,
  ]);
  const seen: { atMs: number; messages: number; cpuSeconds: number }[] = [];
  for (;;) {
    const { event, atMs, messages } = JSON.parse(await capsock.line());
    if (event === "summary") break;
    if (event === "progress") seen.push({ atMs, messages, cpuSeconds: cpuSecondsOf(capsock.pid) });
  }
  const [first, last] = [seen[0]!, seen.at(-1)!];
  const messages = last.messages - first.messages;
  return {
    perSecond: messages / ((last.atMs - first.atMs) / 1000),
    perCpuSecond: messages / (last.cpuSeconds - first.cpuSeconds),
  };
}

/** All threads', in the program and in the kernel (proc(5): the 14th and 15th field of stat). */
function cpuSecondsOf(pid: number): number {
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
