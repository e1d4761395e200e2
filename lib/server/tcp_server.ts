/**
 * Servers over bound sockets, which run until a signal stops them. The way of a message: the
 * accept loop gives each connection a `Session`, its `Receiver` receives into a buffer, the service turns the
 * bytes into the reply, and the session writes it before it receives more. Over UDP one loop does all that.
 * What happens is reported as events (`event.ts`); no text is made here, and nothing here knows of clients.
 *
 * @module
 */
import { onAbort, untilAborted } from "../base/abort.ts";
import { pause, timer } from "../base/clock.ts";
import { formatEndpoint } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import type { Service } from "../protocol/service/service.ts";
import { count, groupThousands } from "../base/numbers.ts";
import type { TcpConnection, TcpListener } from "../net/socket.ts";
import { type ServerEvent, type Summary, waitsQuietlyMs } from "./event.ts";
import { FreePlace } from "./free_place.ts";
import { ownPlaces, type Places } from "./places.ts";
import { Session, type SessionOptions } from "./session.ts";

/** How long the server waits before it accepts again when file descriptors or memory ran out. */
const exhaustedPauseMs = 100;

const graceOver = {
  en: "cut off: it was still busy when --grace ended",
  ko: "강제로 닫음: --grace가 끝날 때까지 처리 중",
};

export interface TcpServerOptions extends SessionOptions {
  readonly report: (event: ServerEvent) => void;
  /** How many clients are served at the same time. Further ones are closed at once. */
  readonly maxConnections: number;
  /** Counts clients for several servers together; left out, this server counts its own. */
  readonly places?: Places;
  /** Serves one client at a time. The next one connects and waits in the backlog. */
  readonly serial?: boolean;
  /** Ends after the first client. */
  readonly once?: boolean;
  /** How long the server waits for busy clients when it stops, in milliseconds. */
  readonly graceMs: number;
}

/**
 * Serves every connection that `listener` accepts until `stop` is aborted, then answers what was received,
 * closes all connections and returns the totals. It closes the listener.
 */
export async function serveTcp(
  listener: TcpListener,
  service: Service,
  stop: AbortSignal,
  options: TcpServerOptions,
): Promise<Summary> {
  const server = new TcpServer(listener, service, stop, options);
  return await server.run();
}

class TcpServer {
  readonly #sessions = new Map<Session, Promise<void>>();
  readonly #places: Places;
  readonly #freePlace: FreePlace;
  readonly #startMs: number;
  #totals = { connections: 0, messages: 0, bytesIn: 0, bytesOut: 0 };
  #isExhausted = false;

  constructor(
    readonly listener: TcpListener,
    readonly service: Service,
    readonly stop: AbortSignal,
    readonly options: TcpServerOptions,
  ) {
    this.#places = options.places ?? ownPlaces(options.maxConnections);
    this.#freePlace = new FreePlace({
      places: this.#places,
      clock: options.clock,
      stop,
      clients: () => this.#sessions.size,
      activity: () => this.#sessions.keys().reduce((sum, { messages }) => sum + messages, 0),
    });
    this.#startMs = options.clock.now();
  }

  async run(): Promise<Summary> {
    const close = (): void => this.listener.close();
    try {
      using _ = onAbort(this.stop, close);
      await this.#acceptAll();
    } finally {
      close();
    }
    const cutOff = this.options.once ? await this.#waitForOnlyClient() : await this.#finishAll();
    const durationMs = this.options.clock.now() - this.#startMs;
    const summary: Summary = { event: "summary", ...this.#totals, durationMs, cutOff };
    this.options.report(summary);
    return summary;
  }

  async #acceptAll(): Promise<void> {
    using _ = this.#freePlace;
    while (!this.stop.aborted) {
      const connection = await this.#accept();
      if (connection === undefined) continue;
      if (!this.#places.take() && !await this.#freePlace.take()) {
        this.#reject(connection);
        continue;
      }
      const ended = this.#serve(connection);
      if (this.options.once) return;
      if (this.options.serial) await untilAborted(ended, this.stop);
    }
  }

  /** The next connection, or `undefined` when this call gave none. */
  async #accept(): Promise<TcpConnection | undefined> {
    try {
      const connection = await this.listener.accept();
      this.#isExhausted = false;
      return connection;
    } catch (error) {
      if (this.stop.aborted) return undefined;
      if (!(error instanceof Failure)) throw error;
      // Only this failure needs a pause. Clients that reset before they are accepted also fail the call; a pause
      // for each of them would delay all others.
      if (error.kind === "exhausted") await this.#waitForResources(error);
      return undefined;
    }
  }

  async #waitForResources(failure: Failure): Promise<void> {
    if (!this.#isExhausted) {
      this.#isExhausted = true;
      this.options.report({ event: "warning", kind: failure.kind, message: failure.text });
    }
    await pause(this.options.clock, exhaustedPauseMs, this.stop);
  }

  #reject(connection: TcpConnection): void {
    const { maxConnections } = this.options;
    const reason = {
      en: `the limit of ${count(maxConnections, "connection")} is reached`,
      ko: `동시 연결 한도 ${groupThousands(maxConnections)}개에 도달했습니다`,
    };
    this.options.report({ event: "rejected", peer: formatEndpoint(connection.peer), reason });
    connection.close();
  }

  #serve(connection: TcpConnection): Promise<void> {
    const { id: socket } = connection;
    const peer = formatEndpoint(connection.peer);
    this.#totals.connections++;
    this.options.report({ event: "accepted", socket, peer });
    const session = new Session(connection, this.service, this.options);
    const ended = session.run().then((end) => {
      this.#sessions.delete(session);
      this.#places.free();
      this.#freePlace.notify();
      this.#totals.messages += end.messages;
      this.#totals.bytesIn += end.bytesIn;
      this.#totals.bytesOut += end.bytesOut;
      this.options.report({ event: "closed", socket, peer, ...end });
    });
    this.#sessions.set(session, ended);
    return ended;
  }

  async #waitForOnlyClient(): Promise<number> {
    await untilAborted(Promise.all(this.#sessions.values()), this.stop);
    return await this.#finishAll();
  }

  /** @returns How many clients were still busy when the grace period ended. */
  async #finishAll(): Promise<number> {
    for (const session of this.#sessions.keys()) session.finish();
    const all = Promise.all(this.#sessions.values());
    const { clock, graceMs, report } = this.options;
    {
      const grace = Promise.withResolvers<void>();
      const tell = (): void => report({ event: "waiting", clients: this.#sessions.size });
      using _grace = timer(clock, graceMs, grace.resolve);
      using _tell = timer(clock, waitsQuietlyMs, tell);
      await Promise.race([all, grace.promise]);
    }
    const cutOff = this.#sessions.size;
    for (const session of this.#sessions.keys()) session.cut(graceOver);
    await all;
    return cutOff;
  }
}
