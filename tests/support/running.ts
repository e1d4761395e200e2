import type { Bytes } from "../../lib/base/bytes.ts";

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Bytes;
}

/** A program that runs, in a process of its own or in this one; `await using` ends it. */
export interface Running extends AsyncDisposable {
  write(input: string | Uint8Array): Promise<void>;
  endInput(): Promise<void>;
  /** Waits until standard output or error matches, and gives the match. */
  waitFor(pattern: RegExp, stream?: "stdout" | "stderr"): Promise<RegExpMatchArray>;
  /** Waits for its end. */
  finished(): Promise<Finished>;
}

/** What `--json` wrote: an event a line. */
export function eventsOf({ stdout }: Pick<Finished, "stdout">): Record<string, unknown>[] {
  return stdout.trimEnd().split("\n").map((line) => JSON.parse(line));
}
