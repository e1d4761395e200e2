import { onAbort } from "../base/abort.ts";
import type { Clock } from "../base/clock.ts";
import type { Text } from "../base/text.ts";
import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import type { Service } from "../protocol/service/service.ts";
import { replyToDatagram } from "../protocol/service/services.ts";
import type { Datagram, UdpSocket } from "../net/socket.ts";
import { type ServerEvent, type Summary, waitsQuietlyMs } from "./event.ts";
import { whyNotAnswered } from "./reflection.ts";

/** While the server stops, a queue from which nothing comes for this long is empty, in milliseconds. */
const quietMs = 10;

export interface UdpServerOptions {
  readonly clock: Clock;
  readonly report: (event: ServerEvent) => void;
  /** False where nobody reads events of single datagrams: then none are made. */
  readonly reportsDatagrams?: boolean;
  /** The longest datagram that is received whole, in bytes; the rest of a longer one is lost. */
  readonly bufferBytes: number;
  /** Replies also to datagrams whose port number equals our own. */
  readonly answerSamePort: boolean;
  /** Ends after the first datagram. */
  readonly once?: boolean;
  /** How long the server replies to further datagrams after the stop, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Replies to every datagram that `socket` receives until `stop` is aborted, then to those in its queue. Returns
 * the totals and closes the socket.
 */
export async function serveUdp(
  socket: UdpSocket,
  service: Service,
  stop: AbortSignal,
  options: UdpServerOptions,
): Promise<Summary> {
  return await new UdpServer(socket, service, options).run(stop);
}

class UdpServer {
  readonly #totals = { messages: 0, bytesIn: 0, bytesOut: 0 };
  #isClosed = false;
  #isStopping = false;
  /** Whether it waits for a datagram. If not, it answers one, and the socket must stay open. */
  #receiving = false;
  #cancelGrace = (): void => {};
  #cancelQuietTimer = (): void => {};
  #cancelTelling = (): void => {};

  constructor(readonly socket: UdpSocket, readonly service: Service, readonly options: UdpServerOptions) {}

  async run(stop: AbortSignal): Promise<Summary> {
    const { clock, report } = this.options;
    const startMs = clock.now();
    try {
      using _ = onAbort(stop, () => this.#stop());
      await this.#serve();
    } finally {
      this.#close();
    }
    const summary: Summary = {
      event: "summary",
      connections: 0,
      ...this.#totals,
      durationMs: clock.now() - startMs,
      cutOff: 0,
    };
    report(summary);
    return summary;
  }

  /** Awaits both calls itself: an async function around each would cost 5 % of the rate. */
  async #serve(): Promise<void> {
    const { socket, service, options } = this;
    const buffer = new Uint8Array(options.bufferBytes + 1);
    while (!this.#isClosed) {
      let datagram: Datagram;
      this.#receiving = true;
      if (this.#isStopping) this.#closeWhenQuiet();
      try {
        datagram = await socket.receive(buffer);
      } catch (error) {
        if (this.#isClosed) return;
        // Windows fails a receive after an earlier reply reached no program. The next receive can succeed.
        if (!(error instanceof Failure)) throw error;
        continue;
      } finally {
        this.#receiving = false;
        this.#cancelQuietTimer();
      }
      // The reply may be in the memory of the datagram.
      const bytesIn = datagram.bytes.length;
      this.#totals.messages++;
      this.#totals.bytesIn += bytesIn;
      const reason = this.#whyNotAnswered(datagram.from);
      if (reason !== undefined) {
        this.#ignore(datagram, reason);
      } else {
        const reply = replyToDatagram(service, datagram.bytes);
        try {
          if (reply !== undefined) await socket.send(reply, datagram.from);
          this.#noteAnswered(datagram, bytesIn, reply?.length ?? 0);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          // The server goes on for the others when one peer cannot be answered.
          this.#ignore(datagram, error.text);
        }
      }
      if (options.once) return;
    }
  }

  #whyNotAnswered({ port }: Endpoint): Text | undefined {
    if (this.service.answers === false) return undefined;
    return whyNotAnswered(port, this.socket.local.port, this.options);
  }

  #ignore({ from }: Datagram, reason: Text): void {
    this.options.report({ event: "ignored", peer: formatEndpoint(from), reason });
  }

  #noteAnswered({ from, truncated }: Datagram, bytesIn: number, bytesOut: number): void {
    this.#totals.bytesOut += bytesOut;
    if (this.options.reportsDatagrams === false) return;
    const cut = truncated ? { truncated } as const : {};
    this.options.report({ event: "datagram", peer: formatEndpoint(from), bytesIn, bytesOut, ...cut });
  }

  #stop(): void {
    const { clock, report } = this.options;
    this.#isStopping = true;
    this.#cancelTelling = clock.after(waitsQuietlyMs, () => report({ event: "waiting" }));
    this.#cancelGrace = clock.after(this.options.graceMs, () => {
      this.#isClosed = true;
      if (this.#receiving) this.#close();
    });
    if (this.#receiving) this.#closeWhenQuiet();
  }

  #closeWhenQuiet(): void {
    this.#cancelQuietTimer = this.options.clock.after(quietMs, () => this.#close());
  }

  #close(): void {
    this.#isClosed = true;
    this.#cancelGrace();
    this.#cancelTelling();
    this.#cancelQuietTimer();
    this.socket.close();
  }
}
