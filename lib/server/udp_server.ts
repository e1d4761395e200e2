import type { Clock } from "../protocol/clock.ts";
import { formatEndpoint } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import type { Service } from "../protocol/service.ts";
import { replyToDatagram } from "../protocol/services.ts";
import type { Datagram, UdpSocket } from "../net/socket.ts";
import type { ServerEvent, Summary } from "./event.ts";
import { whyNotAnswered } from "./reflection.ts";

/** Nothing more is in the socket's queue when nothing came for so long while the server stops. */
const quietMs = 10;

export interface UdpServerOptions {
  readonly clock: Clock;
  readonly report: (event: ServerEvent) => void;
  /** False where nobody wants to be told of single datagrams: then no event is made for each. */
  readonly reportsDatagrams?: boolean;
  /** The longest datagram that is received whole, in bytes; the rest of a longer one is lost. */
  readonly bufferBytes: number;
  /** Answers datagrams from a port with our own number. */
  readonly answerSamePort: boolean;
  /** Ends after the first datagram. */
  readonly once?: boolean;
  /** How long datagrams that keep coming are answered after the stop, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Answers every datagram that `socket` receives until `stop` is aborted, then what is still in its queue, and
 * returns the totals. It closes the socket.
 */
export async function serveUdp(
  socket: UdpSocket,
  service: Service,
  stop: AbortSignal,
  options: UdpServerOptions,
): Promise<Summary> {
  const { clock, report } = options;
  const startMs = clock.now();
  const totals = { messages: 0, bytesIn: 0, bytesOut: 0 };
  const queue = new StoppingQueue(socket, clock, options.graceMs);
  const buffer = new Uint8Array(options.bufferBytes + 1);
  const stopNow = (): void => queue.stop();
  stop.addEventListener("abort", stopNow);
  if (stop.aborted) stopNow();
  try {
    for (;;) {
      const datagram = await queue.next(buffer);
      if (datagram === undefined) break;
      totals.messages++;
      totals.bytesIn += datagram.bytes.length;
      totals.bytesOut += await answer(socket, service, datagram, options);
      if (options.once) break;
    }
  } finally {
    stop.removeEventListener("abort", stopNow);
    queue.close();
  }
  const summary: Summary = {
    event: "summary",
    connections: 0,
    ...totals,
    durationMs: clock.now() - startMs,
    cutOff: 0,
  };
  report(summary);
  return summary;
}

/** @returns How many bytes were sent. */
async function answer(
  socket: UdpSocket,
  service: Service,
  datagram: Datagram,
  options: UdpServerOptions,
): Promise<number> {
  const { bytes, from } = datagram;
  const reason = whyNotAnswered(from.port, socket.local.port, options);
  if (reason !== undefined && service.answers !== false) {
    options.report({ event: "ignored", peer: formatEndpoint(from), reason });
    return 0;
  }
  // The reply may be made in the datagram's own memory.
  const bytesIn = bytes.length;
  const reply = replyToDatagram(service, bytes);
  const bytesOut = reply?.length ?? 0;
  if (reply !== undefined) {
    try {
      await socket.send(reply, from);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // One peer that cannot be answered is no reason to stop answering the others.
      options.report({ event: "ignored", peer: formatEndpoint(from), reason: error.message });
      return 0;
    }
  }
  if (options.reportsDatagrams !== false) {
    const cut = datagram.truncated ? { truncated: true } as const : {};
    options.report({ event: "datagram", peer: formatEndpoint(from), bytesIn, bytesOut, ...cut });
  }
  return bytesOut;
}

/** What a socket receives, until it is told to stop and its queue is empty. */
class StoppingQueue {
  #isClosed = false;
  #isStopping = false;
  /** Whether it waits for a datagram: otherwise one is being answered, and the socket must stay open. */
  #receiving = false;
  #cancelGrace = (): void => {};
  #cancelQuietTimer = (): void => {};

  constructor(readonly socket: UdpSocket, readonly clock: Clock, readonly graceMs: number) {}

  stop(): void {
    this.#isStopping = true;
    this.#cancelGrace = this.clock.after(this.graceMs, () => {
      this.#isClosed = true;
      if (this.#receiving) this.close();
    });
    if (this.#receiving) this.#closeWhenQuiet();
  }

  /** The next datagram, or `undefined` when there will be none any more. */
  async next(buffer: Uint8Array<ArrayBuffer>): Promise<Datagram | undefined> {
    while (!this.#isClosed) {
      this.#receiving = true;
      if (this.#isStopping) this.#closeWhenQuiet();
      try {
        return await this.socket.receive(buffer);
      } catch (error) {
        if (this.#isClosed) break;
        // Windows fails a receive because an earlier reply found nobody: the next may well succeed.
        if (!(error instanceof Failure)) throw error;
      } finally {
        this.#receiving = false;
        this.#cancelQuietTimer();
      }
    }
    return undefined;
  }

  #closeWhenQuiet(): void {
    this.#cancelQuietTimer = this.clock.after(quietMs, () => this.close());
  }

  close(): void {
    this.#isClosed = true;
    this.#cancelGrace();
    this.#cancelQuietTimer();
    this.socket.close();
  }
}
