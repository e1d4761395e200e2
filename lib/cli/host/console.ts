import { type Bytes, encodeText } from "../../base/bytes.ts";
import { noPaint, terminalPaint } from "../../report/paint.ts";
import type { Output } from "./host.ts";

const wouldBlockPauseMs = 5;

/** The width of a page where there is no terminal. */
const usualColumns = 80;

/** Longer lines are hard to read, and shorter ones have no room for two columns. */
const [fewestColumns, mostColumns] = [40, 120];

/**
 * An output stream of this process. What was written is out when the call returns, so that both streams keep
 * their order and nothing is lost at the exit. A reader that does not read makes the program wait.
 *
 * @param onLost Is told once when the stream cannot be written any more; later writes are dropped.
 */
export function standardOutput(
  stream: typeof Deno.stdout | typeof Deno.stderr,
  colors: boolean,
  onLost: (error: unknown) => void,
): Output {
  const isTerminal = stream.isTerminal();
  let isLost = false;
  const write = (bytes: Bytes): void => {
    if (isLost) return;
    try {
      writeAllSync(stream, bytes);
    } catch (error) {
      isLost = true;
      onLost(error);
    }
  };
  return {
    isTerminal,
    get columns() {
      return isTerminal ? terminalColumns() : usualColumns;
    },
    paint: isTerminal && colors ? terminalPaint : noPaint,
    line: (text) => write(encodeText(`${text}\n`)),
    write,
  };
}

/** As wide as the window is now. A terminal that does not know its size says 0; one that has hung up, nothing. */
function terminalColumns(): number {
  let columns = 0;
  try {
    columns = Deno.consoleSize().columns;
  } catch {
    // What is written now has no reader.
  }
  return columns === 0 ? usualColumns : Math.min(mostColumns, Math.max(fewestColumns, columns));
}

function writeAllSync(stream: { writeSync(bytes: Uint8Array): number }, bytes: Bytes): void {
  for (let written = 0; written < bytes.length;) {
    try {
      written += stream.writeSync(bytes.subarray(written));
    } catch (error) {
      // Somebody else made this pipe or terminal non-blocking, and it is full.
      if (!(error instanceof Deno.errors.WouldBlock)) throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, wouldBlockPauseMs);
    }
  }
}
