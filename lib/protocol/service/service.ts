import type { Bytes } from "../../base/bytes.ts";

/** What a server does with what it receives. */
export interface Service {
  /** One line for the help. */
  readonly summary: string;
  /** False where no reply is ever sent, not even an empty datagram. */
  readonly answers?: false;
  /** Where it is best received into; left out where any memory is as good. */
  readonly buffers?: Buffers;
  /** Starts a conversation: a TCP connection, or a single datagram. */
  start(): ServiceStream;
}

/** Buffers that a service works fastest in. They are few. */
export interface Buffers {
  /** @returns Nothing when there is none of that size: any other memory will do. */
  take(size: number): Bytes | undefined;
  /** Gives a buffer to others: no call may still be using it. One that is not of these is left alone. */
  giveBack(buffer: Bytes): void;
}

/** One conversation. It holds no socket: bytes in, bytes out. */
export interface ServiceStream {
  /**
   * Takes the next bytes and returns what can be answered by now.
   *
   * @param chunk May be changed, and may be the memory that is returned.
   */
  push(chunk: Bytes): Bytes;
  /** The peer has sent all it will: returns what was held back. */
  end(): Bytes;
}
