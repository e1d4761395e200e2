import type { Bytes } from "../../base/bytes.ts";
import { GrowingBuffer } from "../../base/growing_buffer.ts";
import type { Input } from "./host.ts";
import { openLineEditor } from "../prompt/line_editor.ts";

const readBytes = 65_536;
const newline = 0x0a;
const carriageReturn = 0x0d;

/** Standard input. @param onInterrupt Is called for a Ctrl-C that comes as a key, while lines are typed. */
export function standardInput(onInterrupt: () => void): Input {
  return {
    isTerminal: Deno.stdin.isTerminal(),
    lines: () => readLines(Deno.stdin),
    text: () => readText(Deno.stdin),
    typedLines: (prompt, ended) => typedLines(prompt, ended, onInterrupt),
    editor: openLineEditor,
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

async function readText(source: { read(buffer: Uint8Array): Promise<number | null> }): Promise<string> {
  const all = new GrowingBuffer();
  const buffer = new Uint8Array(readBytes);
  for (let size = await source.read(buffer); size !== null; size = await source.read(buffer)) {
    all.append(buffer.subarray(0, size));
  }
  return new TextDecoder().decode(all.bytes);
}

function withoutCarriageReturn(line: Bytes): Bytes {
  return Deno.build.os === "windows" && line.at(-1) === carriageReturn ? line.subarray(0, -1) : line;
}

/** Lines that are typed until `ended`; a Ctrl-C ends them too. */
async function* typedLines(
  prompt: string,
  ended: Promise<void>,
  onInterrupt: () => void,
): AsyncGenerator<Bytes, undefined> {
  const editor = await openLineEditor({
    prompt,
    onInterrupt: () => {
      onInterrupt();
      editor.close();
    },
  });
  ended.then(() => editor.close());
  yield* editor.lines();
}
