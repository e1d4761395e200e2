import type { Bytes } from "../base/bytes.ts";
import { equalBytes } from "../base/bytes.ts";
import type { Clock } from "../base/clock.ts";
import { type Endpoint, equalEndpoints, formatEndpoint } from "../protocol/endpoint.ts";
import { Failure, noReplyWithin } from "../protocol/failure.ts";
import { type Expectation, expectedReply } from "../protocol/reply/reply.ts";
import type { UdpSocket } from "../net/socket.ts";
import type { Aside } from "./event.ts";
import { Inbox, nothingCame } from "./inbox.ts";
import type { LineClient, LineResult } from "./line_client.ts";
import { type Arrived, datagramsOf, receiveInto } from "./receive.ts";

/** How many earlier answers are remembered, to recognize them when they come late or twice. */
const rememberedAnswers = 64;

export interface UdpClientOptions {
  readonly clock: Clock;
  readonly expectation: Expectation;
  /** How long a reply may take, in milliseconds. */
  readonly timeoutMs: number;
  /**
   * Opens a socket on another port for the lines after one without a reply. A late reply to the old port is then
   * not taken for the answer to an equal line. Left out where the port is fixed.
   */
  readonly openFresh?: (() => Promise<UdpSocket>) | undefined;
  /** What the person wrote for the peer. */
  readonly peerName: string;
  readonly report: (aside: Aside) => void;
}

/** Sends lines as datagrams and accepts as a reply only what can be one. */
export class UdpClient implements LineClient {
  #socket: UdpSocket;
  readonly #peer: Endpoint;
  readonly #options: UdpClientOptions;
  #inbox: Inbox<Arrived | Failure>;
  #answered: Bytes[] = [];
  #unanswered: Bytes[] = [];
  #needsFreshPort = false;
  #isClosed = false;
  readonly ended = new Promise<void>(() => {});
  readonly endFailure = undefined;

  constructor(socket: UdpSocket, peer: Endpoint, options: UdpClientOptions) {
    this.#socket = socket;
    this.#peer = peer;
    this.#options = options;
    this.#inbox = this.#receiveFrom(socket);
  }

  async exchange(line: Bytes, onSent?: () => void): Promise<LineResult> {
    await this.#takeFreshPort();
    const { clock, expectation } = this.#options;
    const expected = expectedReply(line, expectation);
    for (const arrived of this.#inbox.takeAll()) {
      if (!(arrived instanceof Failure)) this.#setAside(arrived);
    }
    const startMs = clock.now();
    try {
      const sending = this.#socket.send(line, this.#peer);
      onSent?.();
      await sending;
      const { bytes, atMs } = await this.#receiveReply(expected, startMs);
      if (expected) remember(this.#answered, expected);
      const matches = expected === undefined || equalBytes(bytes, expected);
      return { kind: "reply", bytes, matches, extraBytes: 0, rttMs: atMs - startMs };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      if (error.kind === "timeout") {
        if (expected) remember(this.#unanswered, expected);
        this.#needsFreshPort = this.#options.openFresh !== undefined;
      }
      return { kind: "failure", failure: error, received: new Uint8Array(0), canGoOn: true };
    }
  }

  close(): void {
    this.#isClosed = true;
    this.#socket.close();
    this.#inbox.end(closedError());
  }

  #receiveFrom(socket: UdpSocket): Inbox<Arrived | Failure> {
    const { clock } = this.#options;
    const inbox = new Inbox<Arrived | Failure>(clock);
    receiveInto(inbox, datagramsOf(socket, clock));
    return inbox;
  }

  async #receiveReply(expected: Bytes | undefined, startMs: number): Promise<Arrived> {
    const { clock, timeoutMs, peerName: name } = this.#options;
    const deadlineMs = startMs + timeoutMs;
    for (;;) {
      const arrived = await this.#inbox.next(deadlineMs - clock.now());
      if (arrived instanceof Failure) throw arrived;
      if (arrived === nothingCame || arrived === undefined) {
        this.#socket.giveUp?.({ deadlineMs: timeoutMs, sinceMs: startMs });
        throw noReplyWithin(timeoutMs, { transport: "udp", endpoint: this.#peer, name });
      }
      if (this.#isReply(arrived, expected)) return arrived;
      this.#setAside(arrived);
    }
  }

  #isReply({ bytes, from }: Arrived, expected: Bytes | undefined): boolean {
    if (!equalEndpoints(from, this.#peer)) return false;
    if (expected === undefined || equalBytes(bytes, expected)) return true;
    return !isAmong(this.#unanswered, bytes) && !isAmong(this.#answered, bytes);
  }

  /** Tells of a datagram that is not the expected reply. */
  #setAside({ bytes, from }: Arrived): void {
    const peer = formatEndpoint(from);
    const about = !equalEndpoints(from, this.#peer)
      ? "foreign"
      : isAmong(this.#unanswered, bytes)
      ? "late"
      : isAmong(this.#answered, bytes)
      ? "repeated"
      : "extra";
    this.#options.report({ event: "aside", about, bytes: bytes.length, peer });
  }

  async #takeFreshPort(): Promise<void> {
    const { openFresh, report } = this.#options;
    if (!this.#needsFreshPort || !openFresh) return;
    const old = this.#socket;
    const fresh = await openFresh();
    if (this.#isClosed) {
      // The client was closed meanwhile: that closed only the old socket.
      fresh.close();
      throw closedError();
    }
    this.#socket = fresh;
    old.close();
    this.#inbox = this.#receiveFrom(this.#socket);
    this.#needsFreshPort = false;
    this.#answered = [];
    this.#unanswered = [];
    report({ event: "aside", about: "new-port", local: formatEndpoint(this.#socket.local) });
  }
}

function closedError(): DOMException {
  return new DOMException("the client was closed", "AbortError");
}

function remember(answers: Bytes[], answer: Bytes): void {
  answers.push(answer);
  if (answers.length > rememberedAnswers) answers.shift();
}

function isAmong(answers: Bytes[], bytes: Bytes): boolean {
  return answers.some((answer) => equalBytes(answer, bytes));
}
