/** One line on standard error that is overwritten, if that is a terminal. */
export class Progress {
  readonly #isTerminal = Deno.stderr.isTerminal();
  readonly #encoder = new TextEncoder();

  show(text: string): void {
    if (this.#isTerminal) Deno.stderr.writeSync(this.#encoder.encode(`\r\x1b[K${text}`));
  }

  clear(): void {
    this.show("");
  }
}
