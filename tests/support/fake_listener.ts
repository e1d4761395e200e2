import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import type { TcpConnection, TcpListener } from "../../lib/net/socket.ts";

/** A listener that gives what the test puts in; then it waits until it is closed. */
export class FakeListener implements TcpListener {
  readonly id = "#1";
  readonly local: Endpoint = { host: "127.0.0.1", port: 10825 };
  isClosed = false;
  accepts = 0;
  readonly #closed = Promise.withResolvers<never>();

  constructor(readonly outcomes: (TcpConnection | Error)[]) {
    this.#closed.promise.catch(() => {});
  }

  async accept(): Promise<TcpConnection> {
    this.accepts++;
    const outcome = this.outcomes.shift();
    if (outcome === undefined) return await this.#closed.promise;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  close(): void {
    this.isClosed = true;
    this.#closed.reject(new Deno.errors.BadResource("closed"));
  }
}
