import type { Bytes } from "../../base/bytes.ts";
import type { Text } from "../../base/text.ts";

/** What a server does with what it receives. */
export interface Service {
  /** One line for the help. */
  readonly summary: Text;
  /** False if the service never sends a reply, not even an empty datagram. */
  readonly answers?: false;
  /** Buffers in which the service works fastest; absent when any memory is as good. */
  readonly buffers?: Buffers;
  /** Starts a conversation: a TCP connection, or a single datagram. */
  start(): ServiceStream;
}

/** A small number of buffers in which a service works fastest. */
export interface Buffers {
  /** @returns `undefined` when no buffer of this size is free; any other memory works, too. */
  take(size: number): Bytes | undefined;
  /** Takes a buffer back. No call may still use it. A buffer from elsewhere is ignored. */
  giveBack(buffer: Bytes): void;
}

/** One conversation. It has no socket: it takes bytes and returns bytes. */
export interface ServiceStream {
  /**
   * Takes the next bytes and returns the reply to all that can be answered so far.
   *
   * @param chunk This memory may be changed, and it may be what is returned.
   */
  push(chunk: Bytes): Bytes;
  /** The peer has sent everything. Returns what was held back. */
  end(): Bytes;
}
