import type { Clock } from "../base/clock.ts";
import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import type { Observer, Side, SocketEvent } from "../protocol/event.ts";
import type { LectureStep } from "../protocol/call.ts";
import type { Attempt } from "../protocol/failure.ts";
import type { Transport } from "../protocol/transport.ts";
import { type ConnectOptions, openConnection } from "./connect.ts";
import { toFailure } from "./failure.ts";
import { ObservedConnection, ObservedListener, ObservedUdpSocket, tell, type Watch } from "./observed.ts";
import { requirePermission } from "./permissions.ts";
import { resolveHost, type Resolver, systemResolver } from "./resolver.ts";
import type { TcpConnection, TcpListener, UdpSocket } from "./socket.ts";
import { RuntimeListener } from "./tcp.ts";
import { RuntimeUdpSocket } from "./udp.ts";

export interface NetworkOptions {
  readonly clock: Clock;
  readonly side: Side;
  /** Is told every call on every socket that is opened here. */
  readonly observer?: Observer | undefined;
  /** Left out, the system's. */
  readonly resolver?: Resolver;
  /** Numbers the sockets; share one between networks to number them together. */
  readonly nextId?: () => string;
}

/** Opens sockets: every socket of this program comes from here. */
export class Network {
  readonly #nextId: () => string;
  readonly #resolver: Resolver;
  readonly #watch: Watch | undefined;

  constructor(options: NetworkOptions) {
    const { clock, side, observer } = options;
    this.#nextId = options.nextId ?? socketNumbers();
    this.#resolver = options.resolver ?? systemResolver;
    this.#watch = observer && { observer, clock, side };
  }

  /**
   * The addresses to try for a host, in order.
   *
   * @throws {Failure} `unknown-host`, `denied`.
   */
  async resolve(host: string, transport: Transport, family?: 4 | 6): Promise<string[]> {
    const resolver: Resolver = async (name) => {
      const facts = { call: "resolve", peer: name } as const;
      return await this.#attempt("-", facts, {
        call: "resolve",
        transport,
        endpoint: { host: name, port: 0 },
      }, {
        run: () => this.#resolver(name),
        outcome: (addresses) => ({ addresses }),
      });
    };
    return await resolveHost(host, { transport, resolver, ...(family && { family }) });
  }

  /**
   * Makes a listening socket.
   *
   * @param backlog How many established connections may wait to be accepted; left out, the runtime's 511.
   * @param options.sharesPort Lets other sockets of this user that say so too listen on the same port: each
   * gets a part of the connections ({@linkcode canSharePort}).
   * @throws {Failure} `in-use`, `not-local`, `privileged-port`, `denied`.
   */
  async listenTcp(
    { host, port }: Endpoint,
    backlog?: number,
    { sharesPort = false }: { sharesPort?: boolean } = {},
  ): Promise<TcpListener> {
    const id = this.#nextId();
    const listener = await this.#open(
      "listen",
      "tcp",
      { host, port },
      id,
      ["socket", "bind", "listen"],
      () =>
        Deno.listen({
          hostname: host,
          port,
          ...(backlog !== undefined && { tcpBacklog: backlog }),
          ...(sharesPort && { reusePort: true }),
        }),
      (opened) => new RuntimeListener(id, opened, this.#nextId),
    );
    return this.#watch ? new ObservedListener(listener, this.#watch) : listener;
  }

  /**
   * Makes a UDP socket and binds it. Port 0 lets the system choose.
   *
   * @throws {Failure} As {@linkcode listenTcp}.
   */
  async bindUdp({ host, port }: Endpoint): Promise<UdpSocket> {
    const id = this.#nextId();
    const socket = await this.#open("bind", "udp", { host, port }, id, ["socket", "bind"], () => {
      return Deno.listenDatagram({ transport: "udp", hostname: host, port });
    }, (opened) => new RuntimeUdpSocket(id, opened));
    return this.#watch ? new ObservedUdpSocket(socket, this.#watch) : socket;
  }

  /**
   * Asks whether datagrams may be sent to a literal address, before a socket is bound for it.
   *
   * @throws {Failure} `denied`.
   */
  requireUdpPeer(endpoint: Endpoint): void {
    try {
      requirePermission(endpoint);
    } catch (error) {
      throw toFailure(error, { call: "sendto", transport: "udp", endpoint });
    }
  }

  /**
   * Connects to a literal address, once.
   *
   * @throws {Failure} `refused`, `timeout`, `reset`, `aborted`, `unreachable`, `in-use` or `not-local` for the
   * local port, `denied`. The signal's reason when it was aborted.
   */
  async connectTcp(endpoint: Endpoint, options: ConnectOptions): Promise<TcpConnection> {
    const id = this.#nextId();
    const covers: LectureStep[] = options.localPort === undefined
      ? ["socket", "connect"]
      : ["socket", "bind", "connect"];
    const facts = { call: "connect", covers, peer: formatEndpoint(endpoint) } as const;
    const attempt: Attempt = { call: "connect", transport: "tcp", endpoint };
    const connection = await this.#attempt(id, facts, attempt, {
      run: () => openConnection(id, endpoint, options),
      outcome: ({ local, peer }) => ({ local: formatEndpoint(local), peer: formatEndpoint(peer) }),
      signal: options.signal,
    });
    return this.#watch ? new ObservedConnection(connection, this.#watch) : connection;
  }

  #open<Opened, T extends { local: Endpoint }>(
    call: "listen" | "bind",
    transport: Transport,
    endpoint: Endpoint,
    id: string,
    covers: LectureStep[],
    open: () => Opened,
    wrap: (opened: Opened) => T,
  ): Promise<T> {
    const facts = { call, covers, local: formatEndpoint(endpoint) };
    return this.#attempt(id, facts, { call, transport, endpoint }, {
      run: () => Promise.resolve(wrap(open())),
      outcome: ({ local }) => ({
        local: formatEndpoint(local),
        ...(endpoint.port === 0 && { portChosen: true as const }),
      }),
    });
  }

  /** Makes a call that no socket stands for yet, names its failure, and tells the observer what came of it. */
  async #attempt<T>(
    id: string,
    facts: Partial<SocketEvent> & Pick<SocketEvent, "call">,
    attempt: Attempt,
    { run, outcome, signal }: {
      run: () => Promise<T>;
      outcome: (value: T) => Partial<SocketEvent>;
      signal?: AbortSignal | undefined;
    },
  ): Promise<T> {
    const watch = this.#watch;
    const start = watch?.clock.now() ?? 0;
    const report = (more: Partial<SocketEvent>): void => {
      if (watch) tell(watch, id, attempt.transport, { ...facts, ...more, tookMs: watch.clock.now() - start });
    };
    try {
      const value = await run();
      report(outcome(value));
      return value;
    } catch (error) {
      // Its reason may be any error, and is no failure of a socket.
      signal?.throwIfAborted();
      const failure = toFailure(error, attempt);
      const { deadlineMs } = failure.attempt;
      report({ failure: failure.kind, ...(deadlineMs !== undefined && { deadlineMs }) });
      throw failure;
    }
  }
}

/** Gives `#1`, `#2`, …. */
export function socketNumbers(): () => string {
  let last = 0;
  return () => `#${++last}`;
}
