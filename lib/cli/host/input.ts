import { unlessAborted } from "../../base/abort.ts";
import type { Bytes } from "../../base/bytes.ts";
import { GrowingBuffer } from "../../base/growing_buffer.ts";
import type { Input, LineEditor, LineEditorOptions } from "./host.ts";
import { openLineEditor } from "../prompt/line_editor.ts";

const readBytes = 65_536;
const newline = 0x0a;
const carriageReturn = 0x0d;

export interface StandardInputOptions {
  /** Ends every read that waits. */
  readonly stop: AbortSignal;
  /** Is called for a Ctrl-C that comes as a key, while lines are typed. */
  readonly onInterrupt: () => void;
  /** Is called for the first Ctrl-Z that comes as a key. It may write to the terminal. */
  readonly onSuspend: () => void;
}

/** Standard input. */
export function standardInput({ stop, onInterrupt, onSuspend }: StandardInputOptions): Input {
  const isTerminal = Deno.stdin.isTerminal();
  const source = untilStop(isTerminal ? hungUpIsEnd : Deno.stdin, stop);
  let current: LineEditor | undefined;
  const editor = async (options: LineEditorOptions): Promise<LineEditor> =>
    current = await openLineEditor({ ...options, onSuspend });
  return {
    isTerminal,
    lines: () => readLines(source),
    text: () => readText(source),
    typedLines: (prompt, ended) => typedLines(editor, { prompt, ended, onInterrupt }),
    above: (write) => current === undefined ? write() : current.above(write),
    editor,
  };
}

/** What bytes are read from: standard input, or what stands for it. */
export interface Source {
  read(buffer: Uint8Array): Promise<number | null>;
}

/** `source`, whose reads throw the reason of `stop` when that is aborted: a pipe may stay silent for ever. */
export function untilStop(source: Source, stop: AbortSignal): Source {
  return { read: (buffer) => unlessAborted(source.read(buffer), stop) };
}

/** The terminal. It cannot be read when it has hung up, and the signal that says so may come later. */
const hungUpIsEnd: Source = { read: (buffer) => Deno.stdin.read(buffer).catch(() => null) };

/**
 * Cuts what `source` gives into lines, byte for byte: a line can hold anything but a newline. On Windows,
 * where programs end a line with CR LF, the CR is no part of it.
 */
export async function* readLines(source: Source): AsyncGenerator<Bytes, undefined> {
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

/** All that `source` gives, as text. */
export async function readText(source: Source): Promise<string> {
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
  open: (options: LineEditorOptions) => Promise<LineEditor>,
  { prompt, ended, onInterrupt }: LineEditorOptions & { readonly ended: Promise<void> },
): AsyncGenerator<Bytes, undefined> {
  const editor = await open({
    prompt,
    onInterrupt: (typed) => {
      // First the prompt's line ends: what is told of the stop follows.
      editor.close();
      onInterrupt(typed);
    },
  });
  ended.then(() => editor.close());
  yield* editor.lines();
}
