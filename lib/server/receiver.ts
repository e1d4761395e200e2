/**
 * On a server with many connections most are idle, and a few send a great deal. Idle connections need small
 * buffers, busy ones large ones: one receive of 256 KiB and one send of it cost less than four of each. So a
 * buffer starts small and grows when a receive fills it.
 *
 * Ten thousand clients that each send a lot once would then hold gigabytes. So buffers over 64 KiB come from a
 * store that has few of them (`Buffers`), and a connection that gets none keeps the buffer that it has. A buffer
 * that has grown keeps its size until its connection ends: shrinking would need a timer for each connection.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Buffers } from "../protocol/service/service.ts";
import type { TcpConnection } from "../net/socket.ts";
import { CountedBuffers } from "./counted_buffers.ts";

/** Buffers start at this size. */
const firstBufferBytes = 512;

const growth = 4;

/** Larger ones are few. */
const freelyTakenBytes = 65_536;

/** Where a service has no buffers of its own, or none is left; each thread has these. */
const anyBuffers = new CountedBuffers(67_108_864);

/** Receives from a connection. */
export class Receiver {
  readonly #connection: TcpConnection;
  readonly #largestBytes: number;
  readonly #buffers: Buffers | undefined;
  #buffer: Bytes;
  #chunk: Bytes;

  /**
   * @param largestBytes The most that one call may receive.
   * @param buffers Where the service works fastest; left out, any memory.
   */
  constructor(connection: TcpConnection, largestBytes: number, buffers?: Buffers) {
    this.#connection = connection;
    this.#largestBytes = largestBytes;
    this.#buffers = buffers;
    this.#buffer = this.#chunk = this.#newBuffer(Math.min(firstBufferBytes, largestBytes))!;
  }

  /** Waits until something comes. @returns How many bytes {@linkcode bytes} then gives, `null` at the end. */
  receive(): Promise<number | null> {
    return this.#connection.read(this.#buffer);
  }

  /** What came last, valid until the next call. */
  bytes(size: number): Bytes {
    // Messages of one size are common; a view each would be an allocation per message.
    if (this.#chunk.length !== size) this.#chunk = this.#buffer.subarray(0, size);
    return this.#chunk;
  }

  /** Makes room for more where `size` bytes were all that there was room for. What came is gone then. */
  grow(size: number): void {
    if (size < this.#buffer.length || size === this.#largestBytes) return;
    const larger = this.#newBuffer(Math.min(size * growth, this.#largestBytes)) ??
      this.#newBuffer(freelyTakenBytes);
    if (larger === undefined || larger.length <= size) return;
    this.#giveBack();
    this.#buffer = this.#chunk = larger;
  }

  /** Lets go of the buffer: no call may still be using it. */
  close(): void {
    this.#giveBack();
  }

  #newBuffer(size: number): Bytes | undefined {
    return this.#buffers?.take(size) ??
      (size > freelyTakenBytes ? anyBuffers.take(size) : new Uint8Array(size));
  }

  /** Whose it is not leaves it alone. */
  #giveBack(): void {
    this.#buffers?.giveBack(this.#buffer);
    if (this.#buffer.length > freelyTakenBytes) anyBuffers.giveBack(this.#buffer);
  }
}
