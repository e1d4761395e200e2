import { type Bytes, encodeText } from "../protocol/bytes.ts";
import { GrowingBuffer } from "../protocol/growing_buffer.ts";
import type { Input } from "./host.ts";

const readBytes = 65_536;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** Standard input. @param onInterrupt Is called for a Ctrl-C that comes as a key, while lines are typed. */
export function standardInput(onInterrupt: () => void): Input {
  return {
    isTerminal: Deno.stdin.isTerminal(),
    lines: () => readLines(Deno.stdin),
    typedLines: (prompt, ended) => typedLines(prompt, ended, onInterrupt),
  };
}

/**
 * Cuts what `source` gives into lines, byte for byte: a line can hold anything but a newline. On Windows,
 * where programs end a line with CR LF, the CR is no part of it.
 */
export async function* readLines(
  source: { read(buffer: Uint8Array): Promise<number | null> },
): AsyncGenerator<Bytes, undefined> {
  const pending = new GrowingBuffer();
  const buffer = new Uint8Array(readBytes);
  let searched = 0;
  for (let size = await source.read(buffer); size !== null; size = await source.read(buffer)) {
    pending.append(buffer.subarray(0, size));
    for (
      let end = pending.bytes.indexOf(newline, searched);
      end !== -1;
      end = pending.bytes.indexOf(newline)
    ) {
      yield withoutCarriageReturn(pending.take(end + 1).subarray(0, end));
      searched = 0;
    }
    searched = pending.length;
  }
  if (pending.length > 0) yield pending.take();
}

function withoutCarriageReturn(line: Bytes): Bytes {
  return Deno.build.os === "windows" && line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}

/** Lines with history and editing. The prompt goes to standard error: it is no result. */
async function* typedLines(
  prompt: string,
  ended: Promise<void>,
  onInterrupt: () => void,
): AsyncGenerator<Bytes, undefined> {
  const [{ createInterface }, { default: process }] = await Promise.all([
    import("node:readline"),
    import("node:process"),
  ]);
  const editor = createInterface({ input: process.stdin, output: process.stderr, terminal: true, prompt });
  const typed: string[] = [];
  let isClosed = false;
  let wake = (): void => {};
  editor.on("line", (line: string) => {
    typed.push(line);
    wake();
  });
  editor.on("close", () => {
    isClosed = true;
    wake();
  });
  editor.on("SIGINT", () => {
    onInterrupt();
    editor.close();
  });
  ended.then(() => editor.close());
  try {
    for (;;) {
      if (typed.length === 0 && !isClosed) {
        editor.prompt();
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        await promise;
      }
      const line = typed.shift();
      if (line === undefined) {
        // The prompt of the line that did not come is still there.
        process.stderr.write("\n");
        return;
      }
      yield encodeText(line);
    }
  } finally {
    editor.close();
  }
}
