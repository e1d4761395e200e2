import type { Bytes } from "../base/bytes.ts";
import { type Endpoint, unmapIpv4 } from "../protocol/endpoint.ts";
import type { Failure } from "../protocol/failure.ts";
import type { SocketCall } from "../protocol/call.ts";
import { toFailure } from "./failure.ts";
import type { SocketNumbers } from "./socket_numbers.ts";
import type { TcpConnection, TcpListener } from "./socket.ts";

/** A connection of the runtime, with named failures. */
export class RuntimeConnection implements TcpConnection {
  readonly local: Endpoint;
  readonly peer: Endpoint;
  readonly #connection: Deno.TcpConn;
  #closed = false;

  constructor(readonly id: string, connection: Deno.TcpConn) {
    this.#connection = connection;
    this.local = endpointOf(connection.localAddr);
    this.peer = endpointOf(connection.remoteAddr);
    // People measure small messages here, so these must not wait for Nagle's algorithm (RFC 896).
    connection.setNoDelay(true);
  }

  // An async function around a call would cost one more promise and turn for each message.
  read(buffer: Bytes): Promise<number | null> {
    return this.#connection.read(buffer).catch(this.#receiveFailed);
  }

  write(bytes: Bytes): Promise<number> {
    return this.#connection.write(bytes).catch(this.#sendFailed);
  }

  async closeWrite(): Promise<void> {
    try {
      await this.#connection.closeWrite();
    } catch (error) {
      throw this.#failure("shutdown", error);
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#connection.close();
  }

  readonly #receiveFailed = (error: unknown): never => {
    throw this.#failure("recv", error);
  };

  readonly #sendFailed = (error: unknown): never => {
    throw this.#failure("send", error);
  };

  #failure(call: SocketCall, error: unknown): Failure {
    return toFailure(error, { call, transport: "tcp", endpoint: this.peer });
  }
}

/** A listener of the runtime, with named failures. */
export class RuntimeListener implements TcpListener {
  readonly local: Endpoint;
  readonly #listener: Deno.TcpListener;
  readonly #numbers: SocketNumbers;
  #closed = false;

  constructor(readonly id: string, listener: Deno.TcpListener, numbers: SocketNumbers) {
    this.#listener = listener;
    this.#numbers = numbers;
    this.local = endpointOf(listener.addr);
  }

  async accept(): Promise<TcpConnection> {
    try {
      const connection = await this.#listener.accept();
      const id = this.#numbers.take();
      try {
        return new RuntimeConnection(id, connection);
      } catch (error) {
        // After a reset by the client, the socket has no peer.
        this.#numbers.giveBack(id);
        connection.close();
        throw error;
      }
    } catch (error) {
      throw toFailure(error, { call: "accept", transport: "tcp", endpoint: this.local });
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#listener.close();
  }
}

export function endpointOf(address: { hostname: string; port: number }): Endpoint {
  return { host: unmapIpv4(address.hostname), port: address.port };
}
