import type { Bytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { maxDatagramBytes } from "../protocol/datagram.ts";
import type { Endpoint } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import type { TcpConnection, UdpSocket } from "../net/socket.ts";
import type { Inbox } from "./inbox.ts";

const streamBufferBytes = 65_536;

/** What one receive on a stream brought. */
export interface Chunk {
  readonly bytes: Bytes;
  readonly atMs: number;
}

/** A datagram and when it came. */
export interface Arrived extends Chunk {
  readonly from: Endpoint;
}

/** Makes one receive. @returns `undefined` at the end. */
export type Receive<T> = () => Promise<T | undefined>;

/**
 * Receives all the time, so that each item has the time at which it came, not the time at which somebody asked.
 * It ends the inbox when the receives end.
 *
 * @returns What a receive threw; `undefined` when there was nothing more.
 */
export async function receiveInto<T>(inbox: Inbox<T>, receive: Receive<T>): Promise<unknown> {
  try {
    for (let item; (item = await receive()) !== undefined;) inbox.put(item);
    inbox.end();
  } catch (error) {
    inbox.end(error);
    return error;
  }
}

/** Receives what comes over a connection, up to its end. */
export function chunksOf(connection: TcpConnection, clock: Clock): Receive<Chunk> {
  const buffer = new Uint8Array(streamBufferBytes);
  return async () => {
    const size = await connection.read(buffer);
    return size === null ? undefined : { bytes: buffer.slice(0, size), atMs: clock.now() };
  };
}

/** Receives datagrams and failures. On Windows one receive fails when no program is bound to the peer's port. */
export function datagramsOf(socket: UdpSocket, clock: Clock): Receive<Arrived | Failure> {
  const buffer = new Uint8Array(maxDatagramBytes + 1);
  return async () => {
    try {
      const { bytes, from } = await socket.receive(buffer);
      return { bytes: bytes.slice(), from, atMs: clock.now() };
    } catch (error) {
      if (error instanceof Failure) return error;
      throw error;
    }
  };
}
