import { clip } from "../../report/clip.ts";
import { encodeText } from "../../base/bytes.ts";
import type { Output } from "./host.ts";

const clearLine = "\r\x1b[2K";

/** One line on a terminal that is written over and gone at the end; nothing where there is no terminal. */
export class Progress {
  readonly #output: Output;
  #isShown = false;

  constructor(output: Output) {
    this.#output = output;
  }

  show(text: string): void {
    if (!this.#output.isTerminal) return;
    this.#isShown = true;
    this.#output.write(encodeText(clearLine + clip(text, this.#output.columns - 1)));
  }

  /** Takes the line away, so that something else can be written. */
  clear(): void {
    if (!this.#isShown) return;
    this.#isShown = false;
    this.#output.write(encodeText(clearLine));
  }
}
