import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import type { Observer, Side, SocketEvent } from "../protocol/event.ts";
import { Failure } from "../protocol/failure.ts";
import type { Transport } from "../protocol/transport.ts";
import type { Datagram, Socket, TcpConnection, TcpListener, UdpSocket } from "./socket.ts";

/** Who is told the calls of a socket, and what each event says of it. */
export interface Watch {
  readonly observer: Observer;
  readonly clock: Clock;
  readonly side: Side;
}

type Facts =
  & Partial<Omit<SocketEvent, "event" | "at" | "side" | "socket" | "transport">>
  & Pick<SocketEvent, "call">;

/**
 * Sockets that tell an observer every call. They are put around the plain ones only when somebody observes:
 * otherwise there is nothing in the way that could cost anything.
 */
abstract class ObservedSocket<S extends Socket> implements Socket {
  readonly id: string;
  readonly local: Endpoint;
  #closed = false;

  constructor(protected readonly socket: S, protected readonly watch: Watch, readonly transport: Transport) {
    this.id = socket.id;
    this.local = socket.local;
  }

  protected abstract addresses(): Pick<SocketEvent, "local" | "peer">;

  protected tell(facts: Facts): void {
    tell(this.watch, this.id, this.transport, { ...this.addresses(), ...facts });
  }

  /** Makes a call and tells what came of it. */
  protected async observe<T>(
    facts: Facts,
    run: () => Promise<T>,
    outcome: (value: T) => Partial<Facts>,
  ): Promise<T> {
    const start = this.watch.clock.now();
    const took = (): { tookMs: number } => ({ tookMs: this.watch.clock.now() - start });
    try {
      const value = await run();
      this.tell({ ...facts, ...outcome(value), ...took() });
      return value;
    } catch (error) {
      if (error instanceof Failure) this.tell({ ...facts, ...took(), failure: error.kind });
      throw error;
    }
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.socket.close();
    this.tell({ call: "close" });
  }
}

export class ObservedConnection extends ObservedSocket<TcpConnection> implements TcpConnection {
  readonly peer: Endpoint;

  constructor(connection: TcpConnection, watch: Watch) {
    super(connection, watch, "tcp");
    this.peer = connection.peer;
  }

  protected override addresses(): { local: string; peer: string } {
    return { local: formatEndpoint(this.local), peer: formatEndpoint(this.peer) };
  }

  read(buffer: Bytes): Promise<number | null> {
    return this.observe({ call: "recv" }, () => this.socket.read(buffer), (size) => {
      return size === null ? { bytes: 0, eof: true } : { bytes: size, data: buffer.subarray(0, size) };
    });
  }

  write(bytes: Bytes): Promise<number> {
    return this.observe({ call: "send" }, () => this.socket.write(bytes), (size) => {
      const facts = { bytes: size, data: bytes.subarray(0, size) };
      return size < bytes.length ? { ...facts, asked: bytes.length } : facts;
    });
  }

  closeWrite(): Promise<void> {
    return this.observe({ call: "shutdown" }, () => this.socket.closeWrite(), () => ({}));
  }
}

export class ObservedListener extends ObservedSocket<TcpListener> implements TcpListener {
  constructor(listener: TcpListener, watch: Watch) {
    super(listener, watch, "tcp");
  }

  protected override addresses(): { local: string } {
    return { local: formatEndpoint(this.local) };
  }

  async accept(): Promise<TcpConnection> {
    const connection = await this.observe({ call: "accept" }, () => this.socket.accept(), (accepted) => {
      return { peer: formatEndpoint(accepted.peer), accepted: accepted.id };
    });
    return new ObservedConnection(connection, this.watch);
  }
}

export class ObservedUdpSocket extends ObservedSocket<UdpSocket> implements UdpSocket {
  constructor(socket: UdpSocket, watch: Watch) {
    super(socket, watch, "udp");
  }

  protected override addresses(): { local: string } {
    return { local: formatEndpoint(this.local) };
  }

  receive(buffer: Bytes): Promise<Datagram> {
    return this.observe(
      { call: "recvfrom" },
      () => this.socket.receive(buffer),
      ({ bytes, from, truncated }) => {
        const facts = { peer: formatEndpoint(from), bytes: bytes.length, data: bytes };
        return truncated ? { ...facts, truncated } : facts;
      },
    );
  }

  send(bytes: Bytes, to: Endpoint): Promise<void> {
    const facts: Facts = { call: "sendto", peer: formatEndpoint(to) };
    return this.observe(
      facts,
      () => this.socket.send(bytes, to),
      () => ({ bytes: bytes.length, data: bytes }),
    );
  }
}

/** Tells one call on a socket, or on one that did not come to be. */
export function tell(watch: Watch, socket: string, transport: Transport, facts: Facts): void {
  watch.observer({ event: "socket", at: watch.clock.now(), side: watch.side, socket, transport, ...facts });
}
