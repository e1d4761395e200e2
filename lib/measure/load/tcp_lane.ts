import type { Bytes } from "../../base/bytes.ts";
import { closedByPeer, Failure, noReplyWithin } from "../../protocol/failure.ts";
import { newRun } from "../../protocol/probe.ts";
import type { TcpConnection } from "../../net/socket.ts";
import type { Lane } from "./lane.ts";
import type { LaneOptions } from "./lane_options.ts";
import { Comparable, sameBytes } from "./same_bytes.ts";
import { SentStream } from "./sent_stream.ts";

const smallestBufferBytes = 2048;
const largestBufferBytes = 262_144;

/**
 * One connection with up to `pipeline` unanswered messages. Each message costs one write and one read, and the
 * messages that answers made room for are written together. It reads while it writes: a server that answers
 * long messages as they come would otherwise wait for us as we for it. When nothing moves for as long as a reply
 * may take, it ends.
 */
export class TcpLane implements Lane {
  isOpen = true;
  readonly ended: Promise<Failure | undefined>;
  readonly #connection: TcpConnection;
  readonly #options: LaneOptions;
  readonly #sent: SentStream;
  readonly #received: Comparable;
  readonly #resolve: (failure: Failure | undefined) => void;
  /** How much of the reply to the oldest message has come. */
  #receivedBytes = 0;
  #isAltered = false;
  #isWriting = false;
  #isReceiving = false;
  /** When something moved, or began to be waited for. */
  #activeMs = 0;
  /** How many of the unanswered messages are of the warm-up. */
  #uncounted = 0;
  #unwritten: Bytes = new Uint8Array(0);

  constructor(connection: TcpConnection, options: LaneOptions) {
    const { plan, random } = options;
    const { promise, resolve } = Promise.withResolvers<Failure | undefined>();
    this.ended = promise;
    this.#resolve = resolve;
    this.#connection = connection;
    this.#options = options;
    this.#sent = new SentStream(newRun(random), plan.sizes, plan.pipeline, random);
    // Room for more than can be expected: a read that does not fill its buffer saves the runtime a second try.
    const expected = plan.sizes.highest * plan.pipeline + 1;
    this.#received = Comparable.ofLength(
      Math.min(largestBufferBytes, Math.max(smallestBufferBytes, expected)),
    );
    this.#receiveAll();
  }

  send(startMs: number, nowMs: number): void {
    if (this.#sent.count === 0) this.#activeMs = nowMs;
    this.#sent.append(startMs);
    if (!this.#isReceiving) this.#flush();
  }

  expire(nowMs: number): void {
    const { timeoutMs } = this.#options.plan;
    if (this.#sent.count === 0 || nowMs - this.#activeMs < timeoutMs) return;
    this.end(noReplyWithin(timeoutMs, { transport: "tcp", endpoint: this.#connection.peer }));
  }

  restart(): void {
    this.#uncounted = this.#sent.count;
  }

  end(failure?: Failure): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#connection.close();
    const { tally, pacer, clock } = this.#options;
    const nowMs = clock.now();
    tally.counts.lost += this.#sent.count - this.#uncounted;
    for (let lost = this.#sent.count; lost > 0; lost--) pacer.settled(nowMs);
    this.#resolve(failure);
  }

  async #receiveAll(): Promise<void> {
    const { bytes } = this.#received;
    try {
      for (;;) {
        const size = await this.#connection.read(bytes);
        if (!this.isOpen) return;
        if (size === null) break;
        this.#isReceiving = true;
        this.#receive(size);
        this.#isReceiving = false;
        if (this.#sent.waiting > 0) this.#flush();
      }
      this.end(closedByPeer(this.#connection.peer, { idle: this.#sent.count === 0 }));
    } catch (error) {
      this.#endWith(error);
    }
  }

  #receive(size: number): void {
    const { tally, clock, pacer, plan } = this.#options;
    const nowMs = clock.now();
    const sent = this.#sent;
    this.#activeMs = nowMs;
    tally.lastHeardMs = nowMs;
    tally.counts.bytesIn += size;
    for (let at = 0; at < size;) {
      if (sent.count === sent.waiting) {
        // The server sends what nobody asked for: from here on no reply could be told from it.
        tally.failed("unasked");
        this.end();
        return;
      }
      const length = Math.min(sent.oldestLength - this.#receivedBytes, size - at);
      const expectedAt = sent.oldestOffset + this.#receivedBytes;
      if (plan.verify && !sameBytes(this.#received, at, sent.memory, expectedAt, length)) {
        this.#isAltered = true;
      }
      at += length;
      this.#receivedBytes += length;
      if (this.#receivedBytes < sent.oldestLength) continue;
      if (this.#uncounted > 0) this.#uncounted--;
      else if (this.#isAltered) tally.counts.altered++;
      else tally.answered(sent.oldestStartMs, nowMs);
      this.#isAltered = false;
      this.#receivedBytes = 0;
      sent.removeOldest();
      pacer.freed(this, nowMs);
    }
  }

  /** Writes what is to be sent; what is added meanwhile follows when that is out. */
  #flush(): void {
    if (this.#isWriting || !this.isOpen) return;
    this.#isWriting = true;
    this.#unwritten = this.#sent.take();
    this.#connection.write(this.#unwritten).then(this.#written, this.#failed);
  }

  readonly #written = (size: number): void => {
    const { tally, clock } = this.#options;
    tally.counts.bytesOut += size;
    if (!this.isOpen) return;
    if (size < this.#unwritten.length) {
      this.#activeMs = clock.now();
      this.#unwritten = this.#unwritten.subarray(size);
      this.#connection.write(this.#unwritten).then(this.#written, this.#failed);
      return;
    }
    this.#isWriting = false;
    if (this.#sent.waiting > 0) this.#flush();
  };

  readonly #failed = (error: unknown): void => this.#endWith(error);

  #endWith(error: unknown): void {
    // A call that waited when the connection was closed here fails by that.
    if (!this.isOpen) return;
    if (!(error instanceof Failure)) throw error;
    this.end(error);
  }
}
