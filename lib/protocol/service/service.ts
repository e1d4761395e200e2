import type { Bytes } from "../../base/bytes.ts";

/** What a server does with what it receives. */
export interface Service {
  /** One line for the help. */
  readonly summary: string;
  /** False where no reply is ever sent, not even an empty datagram. */
  readonly answers?: false;
  /** Starts a conversation: a TCP connection, or a single datagram. */
  start(): ServiceStream;
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
