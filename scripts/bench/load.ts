import type { Bench } from "./bench.ts";
import { compare } from "./compare.ts";
import type { Capsock, Laboratory, RunningServer } from "./laboratory.ts";
import { measureRequests } from "./requests.ts";
import { serverKinds } from "./servers.ts";
import { decimal, whole } from "./table.ts";

const kind = { transport: "tcp", connections: 50, messageBytes: 64, depth: 1, waits: true } as const;

/** The first moments do not count, because the runtime is still compiling the code. */
const warmUpSeconds = 0.6;

/** The kernel counts processor time in these steps (USER_HZ). */
const ticksPerSecond = 100;

type LoadFigures = { perSecond: number; perCpuSecond: number };

interface Generator {
  readonly name: string;
  measure(seconds: number): Promise<LoadFigures>;
}

/** The ways in which the generator of capsock can work. */
const ways = [["load"], ["load", "--no-verify"]];

export const load: Bench = {
  summary: "messages of 64 bytes that 50 connections send and check per second of the generator's processor",
  async run(laboratory) {
    await using server = await laboratory.startOne(serverKinds.c, "tcp");
    const generators: Generator[] = [
      { name: "C", measure: (seconds) => byC(laboratory, server, seconds) },
      ...ways.flatMap(([command = "", ...flags]) =>
        laboratory.capsocks.map((capsock) => ({
          name: [capsock.name, command, ...flags].join(" "),
          measure: (seconds: number) => byCapsock(laboratory, capsock, server, seconds, flags),
        }))
      ),
    ];
    const comparison = await compare(
      laboratory,
      generators,
      "load",
      ({ measure }, seconds) => measure(seconds),
    );
    const rows = comparison.names.map((name) => [
      name,
      whole(comparison.figure(name, "perSecond") ?? 0),
      whole(comparison.figure(name, "perCpuSecond") ?? 0),
      decimal(comparison.ratio(name, "C", "perCpuSecond"), 2),
    ]);
    return {
      rows: [["generator", "messages/s", "per CPU second", "of C"], ...rows],
      align: ["left", "right", "right", "right"],
      reference: "C",
      measured: comparison.measured("50 connections", "C"),
      goals: [{
        what: "messages per CPU second of `load tcp`, of a generator in C",
        value: comparison.ratio("capsock load", "C", "perCpuSecond"),
        limit: 0.5,
        kind: "at least",
      }],
      notes: ["", "wrk speaks HTTP alone, tcpkali counts bytes and does not check them: neither is compared"],
    };
  },
};

async function byC(laboratory: Laboratory, server: RunningServer, seconds: number): Promise<LoadFigures> {
  const { perSecond, ownCpuUsPerRequest } = await measureRequests(laboratory, server, kind, seconds);
  return { perSecond, perCpuSecond: 1e6 / ownCpuUsPerRequest };
}

/** The figures from one progress report to the last one. */
async function byCapsock(
  laboratory: Laboratory,
  program: Capsock,
  { port }: RunningServer,
  seconds: number,
  flags: readonly string[],
): Promise<LoadFigures> {
  const { connections, messageBytes } = kind;
  const numbers = ["-c", connections, "-s", messageBytes, "-d", `${seconds + warmUpSeconds}s`].map(String);
  await using capsock = laboratory.startCapsock(program, [
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

/** The processor time of all threads, in the program and in the kernel (proc(5): fields 14 and 15 of stat). */
function cpuSecondsOf(pid: number): number {
  const fields = Deno.readTextFileSync(`/proc/${pid}/stat`).split(") ").at(-1)!.split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
