import { encodeText } from "../../lib/base/bytes.ts";
import { Collected } from "./collected.ts";
import type { Finished, Running } from "./running.ts";
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

/** Runs capsock to its end, as a user does. */
export async function runProcess(
  args: readonly string[],
  input: string | Uint8Array = "",
): Promise<Finished> {
  await using child = startProcess(args);
  await child.write(input);
  await child.endInput();
  return await child.finished();
}

/** A program that runs in a process of its own; `await using` kills it. */
export interface Child extends Running {
  readonly pid: number;
  kill(signal: Deno.Signal): void;
}

export function startProcess(
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
  const streams = { stdout: new Collected(), stderr: new Collected() };
  const allRead = Promise.all([
    collect(child.stdout, streams.stdout),
    collect(child.stderr, streams.stderr),
  ]);
  const input = child.stdin.getWriter();
  let inputIsOpen = true;
  const finished = async (): Promise<Finished> => {
    const { code } = await within(`${args.at(-1)} to end`, child.status);
    await allRead;
    const { stdout, stderr } = streams;
    return { code, stdout: stdout.text, stderr: stderr.text, stdoutBytes: stdout.bytes };
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

async function collect(stream: ReadableStream<Uint8Array>, collected: Collected): Promise<void> {
  for await (const chunk of stream) collected.add(chunk);
  collected.end();
}
