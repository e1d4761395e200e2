import type { Bytes } from "../../../base/bytes.ts";
import { formatEndpoint } from "../../../protocol/endpoint.ts";
import type { Side } from "../../../protocol/event.ts";
import type { SocketCall } from "../../../protocol/call.ts";
import { GrowingBuffer } from "../../../base/growing_buffer.ts";
import type { Transport } from "../../../protocol/transport.ts";
import type { Datagram, Socket, TcpConnection, TcpListener, UdpSocket } from "../../../net/socket.ts";
import { GivenUp } from "./given_up.ts";
import { Outstanding } from "./outstanding.ts";

/** What `status` tells of a socket. */
export interface StatusFacts {
  readonly socket: string;
  readonly transport: Transport;
  readonly state: "listening" | "connected" | "bound";
  readonly local: string;
  readonly peer?: string;
  readonly bytesIn?: number;
  readonly bytesOut?: number;
  /** Calls that wait for something. */
  readonly waiting: readonly SocketCall[];
  /** Bytes that have arrived for an interrupted receive and that no receive has taken. */
  readonly unreadBytes?: number;
  /** A connection that has arrived for an interrupted accept, and its peer. */
  readonly unaccepted?: string;
  /** Our sending side is shut down. */
  readonly isShutDown?: boolean;
  /** The peer has sent its last. */
  readonly isEnded?: boolean;
}

abstract class Held<S extends Socket> {
  bytesIn = 0;
  bytesOut = 0;
  readonly #closed = new AbortController();

  constructor(readonly socket: S, readonly transport: Transport, readonly side: Side) {}

  get id(): string {
    return this.socket.id;
  }

  /** Is aborted when the socket is closed: what waits on it is given up. */
  get closed(): AbortSignal {
    return this.#closed.signal;
  }

  close(): void {
    this.#closed.abort(new GivenUp("closed"));
    this.socket.close();
  }

  protected facts(): Pick<StatusFacts, "socket" | "transport" | "local"> {
    return { socket: this.id, transport: this.transport, local: formatEndpoint(this.socket.local) };
  }
}

/** A listening socket of the shell. */
export class Listener extends Held<TcpListener> {
  readonly kind = "listener";
  readonly accepting: Outstanding<TcpConnection> = new Outstanding();

  override close(): void {
    this.accepting.arrived?.close();
    super.close();
  }

  status(): StatusFacts {
    const { isAwaited, arrived } = this.accepting;
    return {
      ...this.facts(),
      state: "listening",
      waiting: isAwaited ? ["accept"] : [],
      ...(arrived && { unaccepted: formatEndpoint(arrived.peer) }),
    };
  }
}

/** A connection of the shell. */
export class Connection extends Held<TcpConnection> {
  readonly kind = "connection";
  readonly receiving: Outstanding<Bytes | null> = new Outstanding();
  /** What was received and not taken yet: an interrupted receive had asked for more than the next one did. */
  readonly left: GrowingBuffer = new GrowingBuffer();
  /** Ends when everything that was given to send is sent. */
  sending: Promise<void> = Promise.resolve();
  isSending = false;
  isShutDown = false;
  isEnded = false;

  status(): StatusFacts {
    const { bytesIn, bytesOut, isShutDown, isEnded, receiving, isSending } = this;
    const waiting: SocketCall[] = [];
    if (receiving.isAwaited) waiting.push("recv");
    if (isSending) waiting.push("send");
    return {
      ...this.facts(),
      state: "connected",
      peer: formatEndpoint(this.socket.peer),
      bytesIn,
      bytesOut,
      waiting,
      unreadBytes: this.left.length + (receiving.arrived?.length ?? 0),
      isShutDown,
      isEnded,
    };
  }
}

/** A UDP socket of the shell. */
export class Udp extends Held<UdpSocket> {
  readonly kind = "udp";
  readonly receiving: Outstanding<Datagram> = new Outstanding();

  status(): StatusFacts {
    const { bytesIn, bytesOut, receiving } = this;
    return {
      ...this.facts(),
      state: "bound",
      bytesIn,
      bytesOut,
      waiting: receiving.isAwaited ? ["recvfrom"] : [],
      unreadBytes: receiving.arrived?.bytes.length ?? 0,
    };
  }
}

export type ShellSocket = Listener | Connection | Udp;
