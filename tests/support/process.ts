import { concat, encodeText } from "../../lib/base/bytes.ts";
import { Changes } from "./changes.ts";
import { within } from "./within.ts";

/** How capsock is started: from source, or the executable that is under test. */
export const program: readonly string[] = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--allow-net",
  "--no-prompt",
  new URL("../../main.ts", import.meta.url).pathname,
];

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Uint8Array<ArrayBuffer>;
}

/** What `--json` wrote: an event a line. */
export function eventsOf({ stdout }: Pick<Finished, "stdout">): Record<string, unknown>[] {
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}

/** Runs capsock to its end. */
export async function capsock(args: readonly string[], input: string | Uint8Array = ""): Promise<Finished> {
  await using child = startCapsock(args);
  await child.write(input);
  await child.endInput();
  return await child.finished();
}

/** A capsock that runs in a process of its own; `await using` ends it. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  write(input: string | Uint8Array): Promise<void>;
  endInput(): Promise<void>;
  kill(signal: Deno.Signal): void;
  /** Waits until standard output or error matches, and gives the match. */
  waitFor(pattern: RegExp, stream?: "stdout" | "stderr"): Promise<RegExpMatchArray>;
  /** Waits for its end. */
  finished(): Promise<Finished>;
}

export function startCapsock(
  args: readonly string[],
  options: { env?: Record<string, string>; clearEnv?: boolean } = {},
): Child {
  return startProgram([...program, ...args], options);
}

/** Starts any program with its three streams piped. */
export function startProgram(
  [command, ...args]: readonly string[],
  options: { env?: Record<string, string>; clearEnv?: boolean; cwd?: string } = {},
): Child {
  const env = { NO_COLOR: "1", LANG: "en_US.UTF-8", ...options.env };
  const child = new Deno.Command(command!, {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...options,
    env,
  }).spawn();
  const streams = { stdout: new Captured(child.stdout), stderr: new Captured(child.stderr) };
  const input = child.stdin.getWriter();
  let inputIsOpen = true;
  const finished = async (): Promise<Finished> => {
    const { code } = await within(`${args.at(-1)} to end`, child.status);
    await Promise.all([streams.stdout.done, streams.stderr.done]);
    const stdoutBytes = streams.stdout.bytes;
    return { code, stdout: streams.stdout.text, stderr: streams.stderr.text, stdoutBytes };
  };
  const endInput = async (): Promise<void> => {
    if (!inputIsOpen) return;
    inputIsOpen = false;
    // The child may have ended without reading it all.
    await input.close().catch(() => {});
  };
  return {
    pid: child.pid,
    write: async (text) => {
      const bytes = typeof text === "string" ? encodeText(text) : text;
      if (bytes.length > 0) await input.write(bytes).catch(() => {});
    },
    endInput,
    kill: (signal) => child.kill(signal),
    waitFor: (pattern, stream = "stdout") => streams[stream].waitFor(pattern),
    finished,
    [Symbol.asyncDispose]: async () => {
      await endInput();
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await finished();
    },
  };
}

/** What a stream of a child has brought so far. */
class Captured {
  bytes = new Uint8Array(0);
  readonly done: Promise<void>;
  readonly #changes = new Changes();
  #ended = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.done = this.#readAll(stream);
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  async #readAll(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of stream) {
      this.bytes = concat(this.bytes, chunk);
      this.#changes.notify();
    }
    this.#ended = true;
    this.#changes.notify();
  }

  async waitFor(pattern: RegExp): Promise<RegExpMatchArray> {
    await this.#changes.until(String(pattern), () => this.#ended || pattern.test(this.text));
    const match = this.text.match(pattern);
    if (match === null) throw new Error(`the child ended without ${pattern}: ${this.text}`);
    return match;
  }
}
