import type { Bytes } from "../base/bytes.ts";
import type { Endpoint } from "../protocol/endpoint.ts";

/** A wait that our own deadline ended. */
export interface GivenUp {
  readonly deadlineMs: number;
  /** Since when the program had waited for this. Left out, since the call began. */
  readonly sinceMs?: number;
}

/** What all sockets have. */
export interface Socket {
  /** `#1`, `#2`, …, in the order in which they were opened or accepted. */
  readonly id: string;
  readonly local: Endpoint;
  /** Closes the socket. Calls that wait on it fail or stay pending: do not await them. Idempotent. */
  close(): void;
  /**
   * Tells the observer that the program gives up the call that waits here. The runtime cannot end that call alone:
   * it stays, and what it brings later counts as the result of a call that begins now. Only observed sockets have it.
   */
  giveUp?(wait: GivenUp): void;
}

/** A TCP connection. All its calls except `close` throw {@linkcode Failure}. */
export interface TcpConnection extends Socket {
  readonly peer: Endpoint;
  /**
   * Receives the bytes that have arrived; waits if there are none.
   *
   * @returns How many bytes were put into `buffer`, or `null` when the peer has shut down its sending side.
   */
  read(buffer: Bytes): Promise<number | null>;
  /** Sends from `bytes`. @returns How many bytes were taken; this can be fewer than given. */
  write(bytes: Bytes): Promise<number>;
  /** Shuts down the sending side: the peer reads the end, and can still send. */
  closeWrite(): Promise<void>;
}

/** A listening TCP socket. */
export interface TcpListener extends Socket {
  /**
   * Waits for the next connection.
   *
   * @throws {Failure} `aborted` when a client was gone before it was accepted, `exhausted` when no file
   * descriptors are left. The listener works on in both cases.
   */
  accept(): Promise<TcpConnection>;
}

/** A datagram as it was received. */
export interface Datagram {
  /** A view of the buffer that was given. */
  readonly bytes: Bytes;
  readonly from: Endpoint;
  /** Whether the datagram was longer than the buffer: its rest is lost. */
  readonly truncated: boolean;
}

/** A UDP socket: bound to a port, connected to nobody. Its calls throw {@linkcode Failure}. */
export interface UdpSocket extends Socket {
  /**
   * Waits for a datagram.
   *
   * @param buffer One byte longer than the longest datagram that is wanted whole: the system cuts a longer
   * datagram without saying so, and only a buffer that is full to its last byte shows it.
   */
  receive(buffer: Bytes): Promise<Datagram>;
  send(bytes: Bytes, to: Endpoint): Promise<void>;
}

/** Sends all of `bytes`, with as many calls as needed. */
export async function writeAll(connection: TcpConnection, bytes: Bytes): Promise<void> {
  for (let sent = 0; sent < bytes.length;) {
    sent += await connection.write(sent === 0 ? bytes : bytes.subarray(sent));
  }
}
