import { EventEmitter } from "node:events";
import type process from "node:process";

/** The terminal that the editor of lines writes to; while that is off, what it writes is dropped. */
export class Screen extends EventEmitter {
  readonly isTTY = true;
  isOn = false;
  readonly #terminal: typeof process.stderr;

  constructor(terminal: typeof process.stderr) {
    super();
    this.#terminal = terminal;
    terminal.on("resize", () => this.emit("resize"));
  }

  get columns(): number {
    return this.#terminal.columns;
  }

  write(text: string): boolean {
    return !this.isOn || this.#terminal.write(text);
  }
}
