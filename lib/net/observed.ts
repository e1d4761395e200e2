import type { Bytes } from "../base/bytes.ts";
import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import type { SocketEvent } from "../protocol/event.ts";
import type { Transport } from "../protocol/transport.ts";
import { type Begun, type CallDetails, makeCall, tell, type Watch } from "./call.ts";
import type { Datagram, GivenUp, Socket, TcpConnection, TcpListener, UdpSocket } from "./socket.ts";

/**
 * Sockets that tell an observer every call. They wrap the plain ones only when somebody observes:
 * otherwise they would cost time for nothing.
 */
abstract class ObservedSocket<S extends Socket> implements Socket {
  readonly id: string;
  readonly local: Endpoint;
  #closed = false;
  /** The receive or accept that waits now. */
  #waiting: (Begun & { readonly call: SocketEvent["call"] }) | undefined;

  constructor(protected readonly socket: S, protected readonly watch: Watch, readonly transport: Transport) {
    this.id = socket.id;
    this.local = socket.local;
  }

  protected abstract addresses(): Pick<SocketEvent, "local" | "peer">;

  /** Makes a call, whose failure the plain socket names, and tells the result. */
  protected observe<T>(
    details: CallDetails & Pick<SocketEvent, "call">,
    run: () => Promise<T>,
    detailsOf: (value: T) => CallDetails,
    begun?: Begun,
  ): Promise<T> {
    const { id, transport, local: endpoint } = this;
    return makeCall(this.watch, {
      id,
      transport,
      endpoint,
      details: { ...this.addresses(), ...details },
      run,
      detailsOf,
      ...(begun && { begun }),
    });
  }

  /** Makes a call that waits for the other side. */
  protected wait<T>(
    call: SocketEvent["call"],
    run: () => Promise<T>,
    detailsOf: (value: T) => CallDetails,
  ): Promise<T> {
    const waiting = this.#waiting = { call, atMs: this.watch.clock.now() };
    const end = (): void => {
      if (this.#waiting === waiting) this.#waiting = undefined;
    };
    return this.observe({ call }, () => run().finally(end), detailsOf, waiting);
  }

  giveUp({ deadlineMs, sinceMs = 0 }: GivenUp): void {
    const waiting = this.#waiting;
    if (waiting === undefined || this.#closed) return;
    const { call, atMs } = waiting;
    waiting.atMs = this.watch.clock.now();
    const tookMs = waiting.atMs - Math.max(atMs, sinceMs);
    tell(this.watch, this.id, this.transport, {
      ...this.addresses(),
      call,
      failure: "timeout",
      deadlineMs,
      tookMs,
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.socket.close();
    tell(this.watch, this.id, this.transport, { ...this.addresses(), call: "close" });
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
    return this.wait("recv", () => this.socket.read(buffer), (size) => {
      return size === null ? { bytes: 0, eof: true } : { bytes: size, data: buffer.subarray(0, size) };
    });
  }

  write(bytes: Bytes): Promise<number> {
    return this.observe({ call: "send" }, () => this.socket.write(bytes), (size) => {
      const sent = { bytes: size, data: bytes.subarray(0, size) };
      return size < bytes.length ? { ...sent, asked: bytes.length } : sent;
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
    const connection = await this.wait("accept", () => this.socket.accept(), (accepted) => {
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
    return this.wait(
      "recvfrom",
      () => this.socket.receive(buffer),
      ({ bytes, from, truncated }) => {
        const received = { peer: formatEndpoint(from), bytes: bytes.length, data: bytes };
        return truncated ? { ...received, truncated } : received;
      },
    );
  }

  send(bytes: Bytes, to: Endpoint): Promise<void> {
    return this.observe(
      { call: "sendto", peer: formatEndpoint(to) },
      () => this.socket.send(bytes, to),
      () => ({ bytes: bytes.length, data: bytes }),
    );
  }
}
