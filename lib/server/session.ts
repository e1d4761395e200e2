import type { Clock } from "../base/clock.ts";
import type { Text } from "../base/text.ts";
import type { Bytes } from "../base/bytes.ts";
import { Failure } from "../protocol/failure.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import { formatDuration } from "../base/duration.ts";
import type { Service, ServiceStream } from "../protocol/service/service.ts";
import type { TcpConnection } from "../net/socket.ts";
import type { Closed } from "./event.ts";
import { Receiver } from "./receiver.ts";

/** While the server stops, a client that sends nothing for this long counts as idle, in milliseconds. */
const quietMs = 10;

const stopping = { en: "stopping", ko: "종료하는 중" };

/** All sessions share it: a function for each would take memory for each. */
const nothing = (): void => {};

export interface SessionOptions {
  readonly clock: Clock;
  /** The largest receive buffer, in bytes. */
  readonly bufferBytes: number;
  /** Ends the session when nothing was received or sent for this long. */
  readonly idleTimeoutMs?: number | undefined;
}

/** How a session ended: the `closed` event without its addresses. */
export type SessionEnd = Omit<Closed, "event" | "socket" | "peer">;

/**
 * One client of a TCP server. A session replies to bytes as they come, until the client has sent everything,
 * something fails, or the server ends it. It always closes the connection.
 *
 * It writes a reply before it receives more than fits into the buffer. So it stops reading from a client that
 * does not read its replies, and such a client takes no more memory than that.
 */
export class Session {
  readonly #connection: TcpConnection;
  readonly #stream: ServiceStream;
  readonly #receiver: Receiver;
  readonly #options: SessionOptions;
  readonly #startMs: number;
  readonly #ended = Promise.withResolvers<SessionEnd>();
  #isOver = false;
  #messages = 0;
  #bytesIn = 0;
  #bytesOut = 0;
  /** Whether it waits for the client to send. */
  #receiving = false;
  #finishing = false;
  #activeMs: number;
  #cancelIdleTimer = nothing;
  #cancelQuietTimer = nothing;

  constructor(connection: TcpConnection, service: Service, options: SessionOptions) {
    this.#connection = connection;
    this.#stream = service.start();
    this.#receiver = new Receiver(connection, options.bufferBytes, service.buffers);
    this.#options = options;
    this.#startMs = options.clock.now();
    this.#activeMs = this.#startMs;
  }

  /** Serves the client. What it returns says how it ended; it rejects only for a defect. */
  run(): Promise<SessionEnd> {
    this.#watchIdleness();
    this.#serve().then(
      () => this.#end("client"),
      (error) => error instanceof Failure ? this.#end("failure", { failure: error.kind }) : this.#fail(error),
    );
    return this.#ended.promise;
  }

  /** How many receives brought something so far. */
  get messages(): number {
    return this.#messages;
  }

  /** Replies to what has been received, and closes as soon as nothing more comes. */
  finish(): void {
    this.#finishing = true;
    this.#closeWhenQuiet();
  }

  /** Closes at once, whatever is going on. */
  cut(reason: Text): void {
    this.#end("server", { reason });
  }

  async #serve(): Promise<void> {
    const receiver = this.#receiver;
    try {
      for (;;) {
        this.#receiving = true;
        const size = await receiver.receive();
        this.#receiving = false;
        if (size === null) break;
        this.#messages++;
        this.#bytesIn += size;
        this.#noteActivity();
        const reply = this.#stream.push(receiver.bytes(size));
        // One send takes nearly every reply whole: awaiting it here saves a promise per message.
        const sent = reply.length === 0 ? 0 : await this.#connection.write(reply);
        this.#noteSent(sent);
        if (sent < reply.length) await this.#sendAll(reply.subarray(sent));
        if (this.#finishing) this.#closeWhenQuiet();
        receiver.grow(size);
      }
    } finally {
      // Not earlier: the calls above use its buffer until they return, even on a closed connection.
      receiver.close();
    }
    await this.#sendAll(this.#stream.end());
  }

  async #sendAll(bytes: Bytes): Promise<void> {
    for (let rest = bytes; rest.length > 0;) {
      const size = await this.#connection.write(rest);
      this.#noteSent(size);
      rest = rest.subarray(size);
    }
  }

  #noteSent(size: number): void {
    this.#bytesOut += size;
    this.#noteActivity();
  }

  #noteActivity(): void {
    if (this.#options.idleTimeoutMs !== undefined) this.#activeMs = this.#options.clock.now();
  }

  #watchIdleness(): void {
    const { clock, idleTimeoutMs } = this.#options;
    if (idleTimeoutMs === undefined) return;
    const idleMs = clock.now() - this.#activeMs;
    if (idleMs >= idleTimeoutMs) {
      if (this.#receiving) this.#connection.giveUp?.({ deadlineMs: idleTimeoutMs, sinceMs: this.#activeMs });
      const limit = formatDuration(idleTimeoutMs);
      this.#end("server", { reason: { en: `idle for ${limit}`, ko: `${limit} 동안 통신 없음` } });
    } else {
      this.#cancelIdleTimer = clock.after(idleTimeoutMs - idleMs, () => this.#watchIdleness());
    }
  }

  /** Starts again after each reply. When the timer fires while it waits for the client, nothing came meanwhile. */
  #closeWhenQuiet(): void {
    if (this.#isOver) return;
    this.#cancelQuietTimer();
    this.#cancelQuietTimer = this.#options.clock.after(quietMs, () => {
      if (!this.#receiving) return;
      const close = (): void => this.#end("server", { reason: stopping });
      this.#sendAll(this.#stream.end()).then(close, close);
    });
  }

  #end(by: SessionEnd["by"], why: { failure?: FailureKind; reason?: Text } = {}): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#close();
    this.#ended.resolve({
      by,
      messages: this.#messages,
      bytesIn: this.#bytesIn,
      bytesOut: this.#bytesOut,
      durationMs: this.#options.clock.now() - this.#startMs,
      ...why,
    });
  }

  /** Closing the connection makes waiting calls fail: the session is over then already. */
  #fail(error: unknown): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#close();
    this.#ended.reject(error);
  }

  #close(): void {
    this.#cancelIdleTimer();
    this.#cancelQuietTimer();
    this.#connection.close();
  }
}
