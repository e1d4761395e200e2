/**
 * Gives `#1`, `#2`, … to sockets. A number stands for a socket that a person has: one that could not be opened gives its
 * number back. It takes the number before the system opens it, so that a connection's client end has a lower one than
 * its server end.
 */
export class SocketNumbers {
  readonly #free: number[] = [];
  #last = 0;

  /** @param prefix Stands before every number. */
  constructor(readonly prefix = "#") {}

  take(): string {
    return this.prefix + (this.#free.shift() ?? ++this.#last);
  }

  giveBack(id: string): void {
    const number = Number(id.slice(this.prefix.length));
    if (number === this.#last) this.#last--;
    else this.#free.push(number);
    this.#free.sort((a, b) => a - b);
  }
}
