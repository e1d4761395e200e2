import type { Bytes } from "../../base/bytes.ts";
import { closedByPeer, Failure, noReplyWithin } from "../../protocol/failure.ts";
import { newRun } from "../../protocol/probe.ts";
import type { TcpConnection } from "../../net/socket.ts";
import type { Lane } from "./lane.ts";
import type { LaneOptions } from "./lane_options.ts";
import { Comparable, sameBytes } from "../../base/same_bytes.ts";
import { SentStream } from "./sent_stream.ts";

const smallestBufferBytes = 2048;
const largestBufferBytes = 262_144;

/**
 * One connection with up to `pipeline` unanswered messages. A message costs one write and one read. When several
 * replies make room, the next messages are written together. The lane reads while it writes: otherwise a server
 * that replies during a long message would wait for us while we wait for it. The lane ends when no byte moves for
 * as long as a reply may take.
 */
export class TcpLane implements Lane {
  isOpen = true;
  readonly ended: Promise<Failure | undefined>;
  readonly #connection: TcpConnection;
  readonly #options: LaneOptions;
  readonly #sent: SentStream;
  readonly #received: Comparable;
  readonly #resolve: (failure: Failure | undefined) => void;
  /** How many bytes of the reply to the oldest message have come. */
  #receivedBytes = 0;
  #isAltered = false;
  #isWriting = false;
  #isReceiving = false;
  /** When a byte last moved, or when the wait began. */
  #activeMs = 0;
  /** How many of the unanswered messages belong to the warm-up. */
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
    // More room than any reply needs: if a read does not fill its buffer, the runtime does not try again.
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

  expire(nowMs: number, timeoutMs: number): void {
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
    for (let place = 0; place < this.#sent.count; place++) {
      if (place >= this.#uncounted) tally.lost(this.#sent.startMsAt(place), nowMs);
      pacer.settled(nowMs);
    }
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
        // The server sent unexpected bytes. From now on nothing shows which bytes are a reply.
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

  /** Writes the waiting messages. Messages that are added meanwhile follow after that. */
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
    // A waiting call fails when we close the connection.
    if (!this.isOpen) return;
    if (!(error instanceof Failure)) throw error;
    this.end(error);
  }
}
