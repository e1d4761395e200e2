/**
 * Most connections of a server with many are idle, and a few send a great deal. The former need small
 * buffers, the latter large ones. So a buffer starts small and grows when a receive fills it. Whoever fills
 * the largest, too, has several receives gathered in one buffer and answered by one send, which the system
 * takes for less than one send each.
 *
 * To gather must not mean to wait: a client that has sent all it has and waits for the answer would wait for
 * ever. But the runtime has no receive that gives what is there and otherwise nothing. So a receive is begun,
 * and looked at after a few turns of the promise queue: if something was there for it, it has given it by
 * then. If not, it cannot be taken back: it goes on waiting, and writes behind what came last whenever
 * something comes. So it is kept, and the next gathering begins with it, in the same memory. As long as it
 * waits that memory is nobody else's: the buffer is not exchanged, and after the end it is given back only
 * when the call has come back, although the connection is closed.
 *
 * This stops at the largest buffers: they are few, so that they do not add up however many clients send much,
 * and without one nothing is gathered. A buffer that has grown stays as large.
 */
import type { Bytes } from "../base/bytes.ts";
import type { Buffers } from "../protocol/service/service.ts";
import type { TcpConnection } from "../net/socket.ts";
import { CountedBuffers } from "./counted_buffers.ts";

/** Buffers start at this size. */
const firstBufferBytes = 512;

/** For whoever fills a buffer of this size receives are gathered. */
const bulkBytes = 65_536;

/** What is gathered at the most: Linux takes one send of it for a fifth less than four of 64 KiB. */
const gatheredBytes = 262_144;

/** For services that have none of their own; each thread has these. */
const anyBuffers = new CountedBuffers(gatheredBytes, 64);

/** Turns of the promise queue after which a receive that something was there for has given it: 3, observed 4. */
const mostTurns = 8;

/** Receives from a connection. */
export class Receiver {
  readonly #connection: TcpConnection;
  /** The most that one call receives. */
  readonly #callBytes: number;
  readonly #buffers: Buffers;
  #buffer: Bytes;
  #chunk: Bytes;
  // Where in the buffer is what came last.
  #start = 0;
  #end = 0;
  /** A call that found nothing there when it was begun. It receives behind the end. */
  #begun: Promise<number | null> | undefined;
  /** How many calls brought what came last. */
  calls = 1;

  /**
   * @param callBytes The most that one call may receive.
   * @param buffers Where the service works fastest; left out, any memory.
   */
  constructor(connection: TcpConnection, callBytes: number, buffers: Buffers = anyBuffers) {
    this.#connection = connection;
    this.#callBytes = callBytes;
    this.#buffers = buffers;
    this.#buffer = this.#chunk = this.#newBuffer(Math.min(firstBufferBytes, callBytes));
  }

  /** Waits until something comes. @returns How many bytes {@linkcode bytes} then gives, `null` at the end. */
  receive(): Promise<number | null> {
    return this.#buffer.length > this.#callBytes ? this.#gather() : this.#connection.read(this.#buffer);
  }

  /** What came last, valid until the next call. */
  bytes(size: number): Bytes {
    // Messages of one size are common; a view each would be an allocation per message.
    if (this.#chunk.length !== size || this.#chunk.byteOffset !== this.#buffer.byteOffset + this.#start) {
      this.#chunk = this.#buffer.subarray(this.#start, this.#start + size);
    }
    return this.#chunk;
  }

  /** Makes room for more where `size` bytes were all that there was room for. What came is gone then. */
  grow(size: number): void {
    if (size < this.#buffer.length) return;
    if (size < this.#callBytes) {
      this.#use(this.#newBuffer(Math.min(size * 4, this.#callBytes)));
    } else if (size === this.#callBytes && size >= bulkBytes && size * 2 <= gatheredBytes) {
      const larger = this.#buffers.take(gatheredBytes);
      if (larger !== undefined) this.#use(larger);
    }
  }

  /** Lets go of the buffer. */
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

  /** Receives for as long as each call brings all that it may, the next has room and something is there for it. */
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

/** Whether a call has brought nothing yet: the end and a failure are left for whoever waits for it next. */
async function isPending(call: Promise<number | null>): Promise<boolean> {
  let isPending = true;
  call.then((size) => isPending = size === null, () => {});
  for (let turn = 0; turn < mostTurns && isPending; turn++) await undefined;
  return isPending;
}
