import { BenchError, type Settings } from "./bench.ts";
import { isInstalled } from "./processes.ts";

const root = new URL("../../", import.meta.url);

/** The programs of a bench that this machine has. */
export interface Tools {
  /** The path of a compiled C program of `peer/`. */
  c(name: CProgram): string;
  /** The path of a source of `peer/`. */
  source(name: string): string;
  /** The command that runs capsock. */
  readonly capsock: string[];
  /** The command that runs the other executable, if one was named. */
  readonly other: string[] | undefined;
  readonly hasNode: boolean;
  readonly hasPython: boolean;
  /** Such a program, with the command that it runs for each connection. */
  has(tool: RelayTool): boolean;
}

const cPrograms = ["server", "load", "bulk", "idle", "pingpong"] as const;

/** Programs that start a new process for each connection. */
export const relayTools = ["socat"] as const;

export type RelayTool = typeof relayTools[number];

export type CProgram = typeof cPrograms[number];

/**
 * Finds the programs and compiles those in C into `folder`.
 *
 * @throws {BenchError} If there is no C compiler (the load generators are C programs), an executable is
 * missing, or
 *   the system is not Linux.
 */
export async function prepareTools(folder: string, { executable, against }: Settings): Promise<Tools> {
  if (Deno.build.os !== "linux") throw new BenchError("needs Linux: the load generator is written for epoll");
  if (!await isInstalled("cc")) {
    throw new BenchError(
      "no C compiler (cc): without it there is no load generator, and nothing to compare with",
    );
  }
  for (const path of [executable, against]) {
    if (path !== undefined && !await isInstalled(path)) throw new BenchError(`${path} cannot be run`);
  }
  for (const name of cPrograms) await compile(source(`${name}.c`), `${folder}/${name}`);
  const [hasNode, hasPython] = await Promise.all([isInstalled("node"), isInstalled("python3")]);
  const relays = await Array.fromAsync(relayTools, async (tool) => await isInstalled(tool) ? [tool] : []);
  const installed = new Set(await isInstalled("stdbuf") ? relays.flat() : []);
  return {
    has: (tool) => installed.has(tool),
    c: (name) => `${folder}/${name}`,
    source,
    capsock: executable === undefined
      ? [
        Deno.execPath(),
        "run",
        "--allow-net",
        `--allow-read=${pathOf(new URL("lib", root))}`,
        "--no-prompt",
        pathOf(new URL("main.ts", root)),
      ]
      : [executable],
    other: against === undefined ? undefined : [against],
    hasNode,
    hasPython,
  };
}

function source(name: string): string {
  return pathOf(new URL(`scripts/bench/peer/${name}`, root));
}

function pathOf(url: URL): string {
  return decodeURIComponent(url.pathname);
}

async function compile(from: string, to: string): Promise<void> {
  const { success } = await new Deno.Command("cc", {
    args: ["-O3", "-o", to, from],
    stderr: "inherit",
  }).output();
  if (!success) throw new BenchError(`${from} does not compile`);
}
