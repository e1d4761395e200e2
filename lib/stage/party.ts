import type { Bytes } from "../base/bytes.ts";
import type { Endpoint } from "../protocol/endpoint.ts";
import type { Network } from "../net/network.ts";
import type { Datagram, GivenUp, Socket, TcpConnection, TcpListener, UdpSocket } from "../net/socket.ts";

/** How long a connection on this machine may take where waiting is not the point, in milliseconds. */
const patienceMs = 2000;

/** What is open on a stage: all of it is closed at the end. */
export class OpenSockets {
  readonly #sockets: Socket[] = [];
  #isOver = false;

  add(socket: Socket): void {
    if (this.#isOver) socket.close();
    else this.#sockets.push(socket);
  }

  [Symbol.dispose](): void {
    this.#isOver = true;
    this.#sockets.splice(0).forEach((socket) => socket.close());
  }
}

export interface ListenOptions extends Partial<Endpoint> {
  readonly backlog?: number;
}

/** One side: opens sockets, on loopback unless told otherwise. */
export class Party {
  constructor(
    readonly network: Network,
    readonly sockets: OpenSockets,
    /** Is aborted at the end. */
    readonly stop: AbortSignal,
  ) {}

  async listen({ host = "127.0.0.1", port = 0, backlog }: ListenOptions = {}): Promise<TcpListener> {
    this.stop.throwIfAborted();
    const listener = await this.network.listenTcp({ host, port }, backlog);
    this.sockets.add(listener);
    return new StageListener(listener, this.sockets);
  }

  async connect(server: Endpoint, timeoutMs = patienceMs): Promise<TcpConnection> {
    const connection = await this.network.connectTcp(server, { timeoutMs, signal: this.stop });
    this.sockets.add(connection);
    return new StageConnection(connection);
  }

  async bind({ host = "127.0.0.1", port = 0 }: Partial<Endpoint> = {}): Promise<UdpSocket> {
    this.stop.throwIfAborted();
    const socket = await this.network.bindUdp({ host, port });
    this.sockets.add(socket);
    return new StageUdpSocket(socket);
  }

  resolve(host: string): Promise<string[]> {
    return this.network.resolve(host, "tcp");
  }
}

/**
 * A call that is begun now and perhaps waited for later. When the end comes before that, and its socket
 * closed, nobody is left who could be told.
 */
export function begun<T>(call: Promise<T>): Promise<T> {
  call.catch(() => {});
  return call;
}

class StageListener implements TcpListener {
  readonly id: string;
  readonly local: Endpoint;

  constructor(readonly listener: TcpListener, readonly sockets: OpenSockets) {
    this.id = listener.id;
    this.local = listener.local;
  }

  accept(): Promise<TcpConnection> {
    return begun(
      this.listener.accept().then((connection) => {
        this.sockets.add(connection);
        return new StageConnection(connection);
      }),
    );
  }

  giveUp(wait: GivenUp): void {
    this.listener.giveUp?.(wait);
  }

  close(): void {
    this.listener.close();
  }
}

class StageConnection implements TcpConnection {
  readonly id: string;
  readonly local: Endpoint;
  readonly peer: Endpoint;

  constructor(readonly connection: TcpConnection) {
    this.id = connection.id;
    this.local = connection.local;
    this.peer = connection.peer;
  }

  read(buffer: Bytes): Promise<number | null> {
    return begun(this.connection.read(buffer));
  }

  write(bytes: Bytes): Promise<number> {
    return begun(this.connection.write(bytes));
  }

  closeWrite(): Promise<void> {
    return begun(this.connection.closeWrite());
  }

  giveUp(wait: GivenUp): void {
    this.connection.giveUp?.(wait);
  }

  close(): void {
    this.connection.close();
  }
}

class StageUdpSocket implements UdpSocket {
  readonly id: string;
  readonly local: Endpoint;

  constructor(readonly socket: UdpSocket) {
    this.id = socket.id;
    this.local = socket.local;
  }

  receive(buffer: Bytes): Promise<Datagram> {
    return begun(this.socket.receive(buffer));
  }

  send(bytes: Bytes, to: Endpoint): Promise<void> {
    return begun(this.socket.send(bytes, to));
  }

  giveUp(wait: GivenUp): void {
    this.socket.giveUp?.(wait);
  }

  close(): void {
    this.socket.close();
  }
}
