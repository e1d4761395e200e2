/** Nothing that a test waits for takes longer, even on a busy machine. */
export const deadlineMs = 20_000;

/** Rejects when `promise` takes too long, and says what was waited for. */
export async function within<T>(what: string, promise: Promise<T>, limitMs = deadlineMs): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** How capsock is started: from source, or the executable that is under test. */
export const program: readonly string[] = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--allow-net",
  "--no-prompt",
  new URL("../main.ts", import.meta.url).pathname,
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
      const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
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
  #wake = (): void => {};
  #ended = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.done = this.#readAll(stream);
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  async #readAll(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of stream) {
      const joined = new Uint8Array(this.bytes.length + chunk.length);
      joined.set(this.bytes);
      joined.set(chunk, this.bytes.length);
      this.bytes = joined;
      this.#wake();
    }
    this.#ended = true;
    this.#wake();
  }

  async waitFor(pattern: RegExp): Promise<RegExpMatchArray> {
    const wait = async (): Promise<RegExpMatchArray> => {
      for (;;) {
        const match = this.text.match(pattern);
        if (match !== null) return match;
        if (this.#ended) throw new Error(`the child ended without ${pattern}: ${this.text}`);
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    };
    return await within(String(pattern), wait());
  }
}
