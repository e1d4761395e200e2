import { Changes } from "./changes.ts";
import { receive } from "./scripted_server.ts";

/** The lines that a server has received: once it has one, its client knows that the line is sent. */
export class Lines {
  readonly #all: string[] = [];
  readonly #changes = new Changes();

  received(line: string): void {
    this.#all.push(line);
    this.#changes.notify();
  }

  /** Receives what one receive gives. */
  async receive(connection: Deno.TcpConn): Promise<void> {
    this.received(await receive(connection));
  }

  async untilReceived(line: string): Promise<void> {
    await this.#changes.until(`the line ${line} to arrive`, () => this.#all.includes(line));
  }

  /** Waits until there is a line, whichever. */
  async untilOneCame(): Promise<void> {
    await this.#changes.until("a line to arrive", () => this.#all.length > 0);
  }
}
