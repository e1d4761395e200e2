import type { Transport } from "../../lib/protocol/transport.ts";
import { BenchError, type Settings } from "./bench.ts";
import type { Machine } from "./json.ts";
import { otherOf } from "./measured.ts";
import { isInstalled, killAll, Process } from "./processes.ts";
import { Progress } from "./progress.ts";
import type { ServerKind } from "./servers.ts";
import { type CProgram, prepareTools, type Tools } from "./tools.ts";

/** The servers have one processor, and the load generators have another. */
const processor = { server: "0", load: "1" };

/** Where a program runs. */
export interface Place {
  /** False if the system chooses the processor. */
  readonly isPinned?: boolean;
}

/** A running server that can be measured until it is disposed of. */
export interface RunningServer extends AsyncDisposable {
  readonly name: ServerKind["name"];
  readonly pid: number;
  readonly port: number;
  /** How long to wait after a measurement of it, in milliseconds. */
  readonly settleMs: number;
}

/** A capsock that can be started, with its name in the tables. */
export interface Capsock {
  readonly name: string;
  readonly command: readonly string[];
}

/** The place where benches run. It has the programs, starts them on their processors and ends them. */
export class Laboratory implements AsyncDisposable {
  readonly progress = new Progress();
  readonly #measurements = { all: 0, disturbed: 0 };
  readonly #handleSignal = (): void => {
    killAll();
    Deno.removeSync(this.folder, { recursive: true });
    Deno.exit(130);
  };

  private constructor(
    readonly settings: Settings,
    readonly folder: string,
    readonly tools: Tools,
    readonly isPinned: boolean,
  ) {
    for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, this.#handleSignal);
  }

  /** @throws {BenchError} When nothing can be measured on this machine. */
  static async open(settings: Settings): Promise<Laboratory> {
    const folder = await Deno.makeTempDir({ prefix: "capsock-bench-" });
    try {
      const tools = await prepareTools(folder, settings);
      const isPinned = navigator.hardwareConcurrency > 1 && await isInstalled("taskset");
      return new Laboratory(settings, folder, tools, isPinned);
    } catch (error) {
      await Deno.remove(folder, { recursive: true });
      throw error;
    }
  }

  /** The conditions of all figures, and what is missing on this machine. */
  get description(): string[] {
    const { rounds, seconds, executable, against } = this.settings;
    const origin = executable === undefined ? `from source, Deno ${Deno.version.deno}` : "compiled";
    const place = this.isPinned ? "server on processor 0, load on processor 1" : "not pinned to processors";
    return [
      `capsock ${origin}; medians of ${rounds} rounds of ${seconds} s`,
      ...(against === undefined ? [] : [`other capsock: ${against}`]),
      place,
      ...(this.tools.hasNode ? [] : ["node is not installed: its rows are left out"]),
      ...(this.tools.hasPython ? [] : ["python3 is not installed: its rows are left out"]),
    ];
  }

  /** The same for programs that read JSON. */
  get machine(): Machine {
    return {
      os: Deno.build.os,
      release: Deno.osRelease(),
      arch: Deno.build.arch,
      processors: navigator.hardwareConcurrency,
      isPinned: this.isPinned,
      deno: Deno.version.deno,
    };
  }

  /** Records whether a measurement had its processors to itself. */
  count(isUndisturbed: boolean): void {
    this.#measurements.all++;
    if (!isUndisturbed) this.#measurements.disturbed++;
  }

  /** How many measurements know whether other programs used their processors. */
  get measurements(): { readonly all: number; readonly disturbed: number } {
    return this.#measurements;
  }

  /** Remarks about the figures, known only after measuring. */
  get caveats(): string[] {
    const { all, disturbed } = this.#measurements;
    if (disturbed === 0) return [];
    return [
      `${disturbed} of ${all} measurements were disturbed: something else was running on the processors`,
    ];
  }

  /** The servers that can run on this machine. The other executable follows each capsock. */
  present(kinds: readonly ServerKind[], transport: Transport): ServerKind[] {
    return kinds.flatMap((kind) => kind.other === undefined ? [kind] : [kind, kind.other])
      .filter((kind) => kind.command(this.tools, transport) !== undefined);
  }

  /** Starts those that are {@linkcode present}. They run until `servers` is disposed of. */
  async start(
    kinds: readonly ServerKind[],
    transport: Transport,
    place: Place = {},
  ): Promise<Servers> {
    const servers = new Servers();
    try {
      for (const kind of this.present(kinds, transport)) {
        servers.all.push(await this.startOne(kind, transport, place));
      }
    } catch (error) {
      await servers[Symbol.asyncDispose]();
      throw error;
    }
    return servers;
  }

  /** Starts one that is {@linkcode present}. */
  async startOne(kind: ServerKind, transport: Transport, place: Place = {}): Promise<RunningServer> {
    const { name, settleMs = 0 } = kind;
    const command = kind.command(this.tools, transport)!;
    const process = new Process(`the ${name} server`, this.#pin("server", command, place));
    try {
      const port = kind.port(await process.line());
      if (!(port > 0)) throw new BenchError(`the ${name} server did not print its port`);
      const end = (): Promise<void> => process[Symbol.asyncDispose]();
      return { name, pid: process.pid, port, settleMs, [Symbol.asyncDispose]: end };
    } catch (error) {
      await process[Symbol.asyncDispose]();
      throw error;
    }
  }

  /** What can run on the processor of the load generators. */
  get capsocks(): Capsock[] {
    const { capsock, other } = this.tools;
    const name = "capsock";
    return [
      { name, command: capsock },
      ...(other === undefined ? [] : [{ name: otherOf(name), command: other }]),
    ];
  }

  /** Runs a C program that puts load on a server. @returns The object that it prints. */
  async load<Told>(program: CProgram, args: readonly string[], place: Place = {}): Promise<Told> {
    return await this.#tell([this.tools.c(program), ...args], place);
  }

  /** Runs a capsock on the processor of the load generators. @returns The first object that it prints. */
  async capsock<Told>({ command }: Capsock, args: readonly string[]): Promise<Told> {
    return await this.#tell([...command, ...args], {});
  }

  /** Starts a capsock there. The caller reads its output and ends it. */
  startCapsock({ name, command }: Capsock, args: readonly string[]): Process {
    return new Process(name, this.#pin("load", [...command, ...args], {}));
  }

  async #tell<Told>(command: readonly string[], place: Place): Promise<Told> {
    await using load = new Process("the load generator", this.#pin("load", command, place));
    return JSON.parse(await load.line()) as Told;
  }

  #pin(
    where: keyof typeof processor,
    command: readonly string[],
    { isPinned = true }: Place,
  ): readonly string[] {
    return this.isPinned && isPinned ? ["taskset", "--cpu-list", processor[where], ...command] : command;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.progress.clear();
    killAll();
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      Deno.removeSignalListener(signal, this.#handleSignal);
    }
    await Deno.remove(this.folder, { recursive: true });
  }
}

/** Servers that run at the same time. Those that are not being measured are idle. */
export class Servers implements AsyncDisposable {
  readonly all: RunningServer[] = [];

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.all.map((server) => server[Symbol.asyncDispose]()));
  }
}
