/**
 * On a server with many connections most are idle, and a few send a great deal. Idle connections need small
 * buffers, busy ones large ones. So a buffer starts small and grows when a receive fills it. For a client that
 * fills the largest one too, several receives are gathered in one buffer and answered by one send: that costs
 * the system less than a send for each.
 *
 * Gathering must not wait: a client that has sent everything waits for its reply, and both would wait forever.
 * But the runtime has no receive that returns at once when nothing is there. So the receiver begins a receive
 * and looks at it after a few turns of the promise queue. If bytes were there, the receive has returned by
 * then. If not, it cannot be cancelled: it goes on waiting, and later writes behind what came last. So the
 * receiver keeps it, and the next gathering begins with it, in the same memory. Until it returns, nothing else
 * may use that memory: the buffer is not exchanged, and after the end it is given back only when the call has
 * returned, even though the connection is closed.
 *
 * The limit is the number of the largest buffers: there are few of them, so memory stays bounded however many
 * clients send a lot. Without one nothing is gathered. A buffer that has grown keeps its size.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Buffers } from "../protocol/service/service.ts";
import type { TcpConnection } from "../net/socket.ts";
import { CountedBuffers } from "./counted_buffers.ts";

/** Buffers start at this size. */
const firstBufferBytes = 512;

/** Receives are gathered for a client that fills a buffer of this size. */
const bulkBytes = 65_536;

/** The most that is gathered: on Linux one send of it costs a fifth less than four of 64 KiB. */
const gatheredBytes = 262_144;

/** For services without buffers; each thread has these. */
const anyBuffers = new CountedBuffers(gatheredBytes, 64);

/** A receive returns what was there after 3 turns of the promise queue, 4 when it is observed. */
const mostTurns = 8;

/** Receives from a connection. */
export class Receiver {
  readonly #connection: TcpConnection;
  /** The most that one call receives. */
  readonly #callBytes: number;
  readonly #buffers: Buffers;
  #buffer: Bytes;
  #chunk: Bytes;
  // Where the bytes that came last are in the buffer.
  #start = 0;
  #end = 0;
  /** A call that found nothing when it began. It receives behind the end. */
  #begun: Promise<number | null> | undefined;
  /** How many receives brought the bytes that came last. */
  calls = 1;

  /**
   * @param callBytes The most that one call may receive.
   * @param buffers Buffers in which the service works fastest. Without it, any memory is used.
   */
  constructor(connection: TcpConnection, callBytes: number, buffers: Buffers = anyBuffers) {
    this.#connection = connection;
    this.#callBytes = callBytes;
    this.#buffers = buffers;
    this.#buffer = this.#chunk = this.#newBuffer(Math.min(firstBufferBytes, callBytes));
  }

  /** Waits until bytes come. @returns How many bytes {@linkcode bytes} then returns; `null` at the end. */
  receive(): Promise<number | null> {
    return this.#buffer.length > this.#callBytes ? this.#gather() : this.#connection.read(this.#buffer);
  }

  /** The bytes that came last, valid until the next call. */
  bytes(size: number): Bytes {
    // Messages often have the same size; a new view for each would be one allocation per message.
    if (this.#chunk.length !== size || this.#chunk.byteOffset !== this.#buffer.byteOffset + this.#start) {
      this.#chunk = this.#buffer.subarray(this.#start, this.#start + size);
    }
    return this.#chunk;
  }

  /** Takes a larger buffer where `size` bytes filled this one. What came is gone then. */
  grow(size: number): void {
    if (size < this.#buffer.length) return;
    if (size < this.#callBytes) {
      this.#use(this.#newBuffer(Math.min(size * 4, this.#callBytes)));
    } else if (size === this.#callBytes && size >= bulkBytes && size * 2 <= gatheredBytes) {
      const larger = this.#buffers.take(gatheredBytes);
      if (larger !== undefined) this.#use(larger);
    }
  }

  /** Gives the buffer back. */
  close(): void {
    const giveBack = (): void => this.#buffers.giveBack(this.#buffer);
    if (this.#begun === undefined) giveBack();
    else this.#begun.then(giveBack, giveBack);
  }

  #use(buffer: Bytes): void {
    this.#buffers.giveBack(this.#buffer);
    this.#buffer = this.#chunk = buffer;
  }

  #newBuffer(size: number): Bytes {
    return this.#buffers.take(size) ?? new Uint8Array(size);
  }

  /** Receives while each call fills its room, the next one has room, and bytes are there for it. */
  async #gather(): Promise<number | null> {
    this.#start = this.#begun === undefined ? 0 : this.#end;
    let call = this.#begun ?? this.#receiveAt(0);
    this.#begun = undefined;
    this.#end = this.#start;
    for (this.calls = 1;; this.calls++) {
      const size = await call;
      if (size === null) return null;
      this.#end += size;
      if (size < this.#callBytes || this.#end + this.#callBytes > this.#buffer.length) break;
      call = this.#receiveAt(this.#end);
      if (await isPending(call)) {
        this.#begun = call;
        break;
      }
    }
    return this.#end - this.#start;
  }

  #receiveAt(start: number): Promise<number | null> {
    return this.#connection.read(this.#buffer.subarray(start, start + this.#callBytes));
  }
}

/** Whether a call has brought nothing yet. The end and a failure are left to the next reader. */
async function isPending(call: Promise<number | null>): Promise<boolean> {
  let isPending = true;
  call.then((size) => isPending = size === null, () => {});
  for (let turn = 0; turn < mostTurns && isPending; turn++) await undefined;
  return isPending;
}
