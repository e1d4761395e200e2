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

/** Lines with history and editing. The prompt goes to standard error: it is no result. */
export async function openLineEditor(
  { prompt, onInterrupt, onSuspend }: KeyOptions,
): Promise<LineEditor> {
  const [readline, { default: process }] = await Promise.all([
    import("node:readline"),
    import("node:process"),
  ]);
  const output = process.stderr;
  const editor = readline.createInterface({ input: process.stdin, output, terminal: true, prompt });
  const typed: string[] = [];
  let isClosed = false;
  let isPrompting = false;
  let wake = (): void => {};
  const closed = Promise.withResolvers<void>();
  editor.on("line", (line: string) => {
    isPrompting = false;
    typed.push(line);
    wake();
  });
  editor.on("close", () => {
    isClosed = true;
    closed.resolve();
    wake();
  });
  editor.on("SIGINT", () => onInterrupt(editor.line));
  const close = (): void => editor.close();
  // The terminal has hung up.
  for (const stream of [process.stdin, output]) stream.on("error", close);
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
          isPrompting = true;
          editor.prompt();
          const { promise, resolve } = Promise.withResolvers<void>();
          wake = resolve;
          await promise;
        }
        const line = typed.shift();
        if (line === undefined) {
          // The prompt of the line that did not come is still there.
          output.write("\n");
          return;
        }
        yield encodeText(line);
      }
    } finally {
      close();
    }
  }

  function above(write: () => void): void {
    if (!isPrompting || isClosed) return write();
    readline.moveCursor(output, 0, -editor.getCursorPos().rows);
    readline.cursorTo(output, 0);
    readline.clearScreenDown(output);
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
