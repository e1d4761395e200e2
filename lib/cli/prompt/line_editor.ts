/**
 * What a person types, line by line: the editor in a terminal, and the words of a line. Text comes out as
 * bytes, as it was typed. What the words mean is known to those who ask for them.
 *
 * @module
 */
import { type Bytes, encodeText } from "../../base/bytes.ts";
import type { LineEditor, LineEditorOptions } from "../host/host.ts";

export interface KeyOptions extends LineEditorOptions {
  /** Is called for the first Ctrl-Z, and may write to the terminal. The key does nothing else. */
  readonly onSuspend: () => void;
}

/** A line that was typed. */
interface TypedLine {
  readonly text: string;
  /** It stands on the screen after the prompt: it was not typed while something else was going on. */
  readonly isShown: boolean;
}

/**
 * Lines with history and editing. The prompt goes to standard error: it is no result. What is typed while no line is
 * asked for is not shown before the next prompt: the screen then belongs to what the command writes.
 */
export async function openLineEditor(
  { prompt, onInterrupt, onSuspend }: KeyOptions,
): Promise<LineEditor> {
  const [readline, { default: process }, { Keys }, { Screen }] = await Promise.all([
    import("node:readline"),
    import("node:process"),
    import("./keys.ts"),
    import("./screen.ts"),
  ]);
  const screen = new Screen(process.stderr);
  const input = new Keys(process.stdin, (text) => {
    if (!isClosed) editor.write(text);
    noteRows();
  });
  const editor = readline.createInterface({
    // They are all that it needs of streams.
    input: input as unknown as typeof process.stdin,
    output: screen as unknown as typeof process.stderr,
    terminal: true,
    prompt,
  });
  // After it has handled a key itself.
  input.on("data", () => noteRows());
  const typed: TypedLine[] = [];
  let isClosed = false;
  let wake = (): void => {};
  const closed = Promise.withResolvers<void>();

  /** It forgets that a line takes one more row when a wide character did not fit at the end of one. */
  function noteRows(): void {
    if (!isClosed) Object.assign(editor, { prevRows: editor.getCursorPos().rows });
  }

  editor.on("line", (text: string) => {
    typed.push({ text, isShown: screen.isOn });
    screen.isOn = false;
    wake();
  });
  editor.on("close", () => {
    isClosed = true;
    // The prompt of the line that did not come is still there.
    screen.write("\n");
    screen.isOn = false;
    input.close();
    closed.resolve();
    wake();
  });
  editor.on("SIGINT", () => onInterrupt(editor.line));
  const close = (): void => editor.close();
  // The terminal has hung up.
  for (const stream of [process.stdin, process.stderr]) stream.on("error", close);
  let isSuspensionTold = false;
  // Without a listener the editor tries to stop this process, which takes a permission that it does not have.
  editor.on("SIGTSTP", () => {
    if (!isSuspensionTold) above(onSuspend);
    isSuspensionTold = true;
  });

  async function* lines(): AsyncGenerator<Bytes, undefined> {
    try {
      for (;;) {
        if (typed.length === 0 && !isClosed) {
          screen.isOn = true;
          editor.prompt(true);
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          await promise;
        }
        const line = typed.shift();
        if (line === undefined) return;
        if (!line.isShown) process.stderr.write(`${prompt}${line.text}\n`);
        yield encodeText(line.text);
      }
    } finally {
      close();
    }
  }

  function above(write: () => void): void {
    if (!screen.isOn) return write();
    const { rows } = editor.getCursorPos();
    screen.write(`${rows > 0 ? `\x1b[${rows}A` : ""}\r\x1b[0J`);
    write();
    // It would move up by the rows that a long line took, over what was just written.
    Object.assign(editor, { prevRows: 0 });
    editor.prompt(true);
  }

  return {
    lines,
    above,
    close,
    closed: closed.promise,
    discard: () => {
      editor.write(null, { ctrl: true, name: "e" });
      editor.write(null, { ctrl: true, name: "u" });
    },
  };
}
