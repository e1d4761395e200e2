// deno-lint-ignore-file no-control-regex
import { EventEmitter } from "node:events";
import type process from "node:process";
import { Buffer } from "node:buffer";

type Terminal = typeof process.stdin;

/** Sequences of a key that begin with an escape; the last form may go on in the next chunk. */
const pieces =
  /\x1b(?:\[[0-9;?]*[ -/]*[@-~]|O[ -~]|[^[O])|\x1b.*$|[^\x00-\x1f\x7f]+|[\x00-\x1a\x1c-\x1f\x7f]/gsu;

/**
 * The keys of a terminal for the editor of lines. That looks at the whole line for every character that it gets as a
 * key, so a long paste would take a time that grows with its square, and no Ctrl-C would be heard meanwhile. Here
 * characters that came together are given at once, as text.
 */
export class Keys extends EventEmitter {
  readonly isTTY = true;
  readonly #terminal: Terminal;
  readonly #decoder = new TextDecoder();
  #isInSequence = false;

  /** @param onText Takes characters without control characters. */
  constructor(terminal: Terminal, readonly onText: (text: string) => void) {
    super();
    this.#terminal = terminal;
    terminal.on("data", this.#take);
    terminal.on("end", this.#end);
  }

  readonly #take = (chunk: Uint8Array | string): void => {
    const text = typeof chunk === "string" ? chunk : this.#decoder.decode(chunk, { stream: true });
    if (this.#isInSequence) return this.#give(text);
    for (const [piece] of text.matchAll(pieces)) this.#give(piece);
  };

  #give(piece: string): void {
    const isText = !this.#isInSequence && !/^[\x00-\x1f\x7f]/.test(piece);
    // What an escape alone begins may come later.
    this.#isInSequence = /^\x1b(?:\[[^@-~]*|O)?$/.test(piece);
    if (isText) this.onText(piece);
    else this.emit("data", Buffer.from(piece));
  }

  readonly #end = (): void => void this.emit("end");

  setRawMode(isRaw: boolean): this {
    this.#terminal.setRawMode(isRaw);
    return this;
  }

  resume(): this {
    this.#terminal.resume();
    return this;
  }

  pause(): this {
    this.#terminal.pause();
    return this;
  }

  /** Leaves the terminal alone. */
  close(): void {
    this.#terminal.off("data", this.#take);
    this.#terminal.off("end", this.#end);
  }
}
