import type { Bytes } from "../base/bytes.ts";
import { type Clock, timer } from "../base/clock.ts";
import { closedByPeer, Failure, noReplyWithin } from "../protocol/failure.ts";
import { replySilenceMs } from "../protocol/reply/reply.ts";
import { type Expectation, frameLine, type Framing, type ReplyReader } from "../protocol/reply/reply.ts";
import { replyReader } from "../protocol/reply/reader.ts";
import { type TcpConnection, writeAll } from "../net/socket.ts";
import type { Aside, Greeting } from "./event.ts";
import { Inbox, nothingCame } from "./inbox.ts";
import type { LineClient, LineResult } from "./line_client.ts";
import { type Chunk, chunksOf, receiveInto } from "./receive.ts";

/** The receiver pauses when this many bytes are unread: a server may send faster than lines are typed. */
const inboxLimitBytes = 1_048_576;

/** What a server says first is shown up to this size. */
const greetingLimitBytes = 65_536;

export interface TcpClientOptions {
  readonly clock: Clock;
  readonly framing: Framing;
  readonly expectation: Expectation;
  /** How long a reply may take, in milliseconds, from the moment its line is sent. */
  readonly timeoutMs: number;
  /** Gives a server that speaks first a moment before the first line: for lines that nobody types. */
  readonly awaitsGreeting?: boolean;
  readonly report: (event: Aside | Greeting) => void;
}

/**
 * Sends lines over a connection and finds the reply to each. It receives all the time, so that a large line
 * and its large reply cannot block each other, and the end of the connection is noticed when it comes.
 */
export class TcpClient implements LineClient {
  readonly #connection: TcpConnection;
  readonly #options: TcpClientOptions;
  readonly #replies: ReplyReader;
  readonly #inbox: Inbox<Chunk>;
  #unreadBytes = 0;
  #hasSent = false;
  #hasReplied = false;
  #greetingBytes = 0;
  #lastGreetingMs: number | undefined;
  #resume = (): void => {};
  #isClosed = false;
  readonly #ended = Promise.withResolvers<void>();
  endFailure: Failure | undefined;

  constructor(connection: TcpConnection, options: TcpClientOptions) {
    this.#connection = connection;
    this.#options = options;
    this.#replies = replyReader(options.framing, options.expectation);
    this.#inbox = new Inbox(options.clock);
    this.#receiveAll();
  }

  get ended(): Promise<void> {
    return this.#ended.promise;
  }

  async exchange(line: Bytes, onSent?: () => void): Promise<LineResult> {
    if (!this.#hasSent && this.#options.awaitsGreeting) await this.#untilGreeted();
    this.#drain();
    if (line.length === 0 && this.#options.framing === "raw") {
      this.#options.report({ event: "aside", about: "empty-line" });
      return { kind: "nothing-sent" };
    }
    this.#hasSent = true;
    this.#replies.begin(line);
    const startMs = this.#options.clock.now();
    let isWriting = true;
    let writeFailure: unknown;
    const written = writeAll(this.#connection, frameLine(line, this.#options.framing));
    onSent?.();
    written.then(() => isWriting = false, (error) => writeFailure = error);
    try {
      const lastMs = await this.#receiveReply(startMs);
      await this.#lookForMore();
      return this.#finish(lastMs - startMs);
    } catch (error) {
      // The end of the connection tells more than the write that found it closed.
      const failure = writeFailure instanceof Failure && isTimeout(error) ? writeFailure : error;
      if (!(failure instanceof Failure)) throw failure;
      return this.#giveUp(failure, isWriting);
    }
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#connection.close();
    this.#inbox.end(new DOMException("the client was closed", "AbortError"));
    this.#resume();
  }

  async #receiveAll(): Promise<void> {
    const receive = chunksOf(this.#connection, this.#options.clock);
    const error = await receiveInto(this.#inbox, async () => {
      if (this.#unreadBytes > inboxLimitBytes) await this.#untilRead();
      for (;;) {
        const chunk = await receive();
        if (chunk !== undefined && this.#isGreeting()) {
          this.#tellGreeting(chunk);
          continue;
        }
        this.#unreadBytes += chunk?.bytes.length ?? 0;
        return chunk;
      }
    });
    if (error === undefined) this.endFailure = closedByPeer(this.#connection.peer, { idle: true });
    else if (error instanceof Failure) this.endFailure = error;
    this.#ended.resolve();
  }

  #isGreeting(): boolean {
    return !this.#hasSent && this.#greetingBytes < greetingLimitBytes;
  }

  #tellGreeting({ bytes: text, atMs }: Chunk): void {
    this.#greetingBytes += text.length;
    this.#lastGreetingMs = atMs;
    this.#options.report({ event: "greeting", text, bytes: text.length });
  }

  /** Waits until the server has said what it says first, or is silent, or has ended the connection. */
  async #untilGreeted(): Promise<void> {
    const { clock } = this.#options;
    const startMs = clock.now();
    let hasEnded = false;
    while (!hasEnded && this.#isGreeting()) {
      const leftMs = (this.#lastGreetingMs ?? startMs) + replySilenceMs - clock.now();
      if (leftMs <= 0) return;
      const { promise, resolve } = Promise.withResolvers<void>();
      using _ = timer(clock, leftMs, resolve);
      this.ended.then(() => {
        hasEnded = true;
        resolve();
      });
      await promise;
    }
  }

  async #untilRead(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#resume = resolve;
    await promise;
  }

  #took(bytes: number): void {
    this.#unreadBytes -= bytes;
    if (this.#unreadBytes <= inboxLimitBytes) this.#resume();
  }

  /** Takes what came since the last reply: it cannot answer the line that is sent next. */
  #drain(): void {
    let [lateBytes, extraBytes] = [0, 0];
    for (const { bytes } of this.#inbox.takeAll()) {
      this.#took(bytes.length);
      const leftover = this.#replies.drain(bytes);
      lateBytes += leftover.lateBytes;
      extraBytes += leftover.extraBytes;
    }
    this.#reportLate(lateBytes);
    if (extraBytes === 0) return;
    this.#options.report({
      event: "aside",
      about: this.#hasReplied ? "extra" : "unasked",
      bytes: extraBytes,
    });
  }

  /** @returns When its last byte came. */
  async #receiveReply(startMs: number): Promise<number> {
    const { clock, timeoutMs } = this.#options;
    const deadlineMs = startMs + timeoutMs;
    let lastMs = startMs;
    while (this.#replies.state !== "complete") {
      const isOpen = this.#replies.state === "open";
      const untilMs = isOpen ? Math.min(deadlineMs, lastMs + replySilenceMs) : deadlineMs;
      const chunk = await this.#inbox.next(untilMs - clock.now()).catch((error: unknown) => {
        // What came is shown also where an RST ended it.
        if (isOpen && error instanceof Failure) return undefined;
        throw error;
      });
      if (chunk === nothingCame) {
        if (isOpen) break;
        this.#connection.giveUp?.({ deadlineMs: timeoutMs, sinceMs: startMs });
        throw noReplyWithin(timeoutMs, { transport: "tcp", endpoint: this.#connection.peer });
      }
      if (chunk === undefined) {
        if (isOpen) break;
        throw closedByPeer(this.#connection.peer);
      }
      this.#took(chunk.bytes.length);
      this.#replies.push(chunk.bytes);
      lastMs = chunk.atMs;
    }
    return lastMs;
  }

  /** Extra bytes often come right behind the reply: one turn of the event loop lets them arrive. */
  async #lookForMore(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#options.clock.after(0, resolve);
    await promise;
    for (const { bytes } of this.#inbox.takeAll()) {
      this.#took(bytes.length);
      this.#replies.push(bytes);
    }
  }

  #finish(rttMs: number): LineResult {
    const { lateBytes, ...facts } = this.#replies.finish();
    this.#reportLate(lateBytes);
    this.#hasReplied = true;
    return { kind: "reply", ...facts, rttMs };
  }

  #giveUp(failure: Failure, isWriting: boolean): LineResult {
    const received = this.#replies.received;
    this.#replies.giveUp();
    // After a line that is only half sent, no other line can follow on the stream.
    const canGoOn = failure.kind === "timeout" && !isWriting;
    return { kind: "failure", failure, received, canGoOn };
  }

  #reportLate(bytes: number): void {
    if (bytes > 0) this.#options.report({ event: "aside", about: "late", bytes });
  }
}

function isTimeout(error: unknown): boolean {
  return error instanceof Failure && error.kind === "timeout";
}
