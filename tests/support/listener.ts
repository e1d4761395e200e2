import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { dial } from "./sockets.ts";
import { within } from "./within.ts";

/** A listening socket of the runtime; `using` closes it. */
export class Listener implements Disposable {
  readonly listener: Deno.TcpListener;
  readonly endpoint: Endpoint;

  constructor(host = "127.0.0.1", tcpBacklog?: number) {
    this.listener = Deno.listen({ hostname: host, port: 0, ...(tcpBacklog !== undefined && { tcpBacklog }) });
    this.endpoint = { host, port: this.listener.addr.port };
  }

  accept(): Promise<Deno.TcpConn> {
    return within("a connection", this.listener.accept());
  }

  [Symbol.dispose](): void {
    this.listener.close();
  }
}

/**
 * A listening socket whose queue is full, so that the next connection gets no answer. Linux alone drops the
 * handshake then; others refuse.
 */
export class FullListener implements AsyncDisposable {
  readonly #listener = new Listener("127.0.0.1", 1);
  readonly endpoint: Endpoint = this.#listener.endpoint;
  readonly #waiting: Deno.TcpConn[] = [];

  async fill(): Promise<this> {
    const { host: hostname, port } = this.endpoint;
    for (let number = 0; number < 10; number++) {
      const signal = AbortSignal.timeout(300);
      try {
        this.#waiting.push(await Deno.connect({ hostname, port, signal }));
      } catch (error) {
        if (signal.aborted) return this;
        throw error;
      }
    }
    throw new Error("the queue of the listening socket does not fill");
  }

  [Symbol.asyncDispose](): Promise<void> {
    for (const connection of this.#waiting) connection.close();
    this.#listener[Symbol.dispose]();
    return Promise.resolve();
  }
}

/** A port on which nothing listens: the system has just given and taken it back. */
export function freePort(host = "127.0.0.1"): number {
  using listener = new Listener(host);
  return listener.endpoint.port;
}

/** A port of this machine on which nobody listens and which nobody else gets: a connection goes out from it. */
export interface RefusingPort extends Disposable {
  readonly endpoint: Endpoint;
}

export async function refusingPort(host = "127.0.0.1"): Promise<RefusingPort> {
  using listener = new Listener(host);
  const [accepted, connection] = await Promise.all([listener.accept(), dial(listener.endpoint)]);
  return {
    endpoint: { host, port: connection.localAddr.port },
    [Symbol.dispose]: () => {
      connection.close();
      accepted.close();
    },
  };
}
