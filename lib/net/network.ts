/**
 * Only this folder opens sockets, and only it knows what the runtime throws. `Network` is its door: it takes a
 * literal address and returns a `TcpConnection`, a `TcpListener` or a `UdpSocket`, or throws a `Failure` with a
 * name (`failure.ts`). Sockets are wrapped (`observed.ts`) only when somebody observes them. Other folders decide
 * what a message means, how often something is tried, and what a person is told.
 *
 * @module
 */
import type { Clock } from "../base/clock.ts";
import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import { noSocket, type Observer, type Side } from "../protocol/event.ts";
import type { LectureStep } from "../protocol/call.ts";
import type { Transport } from "../protocol/transport.ts";
import { type ConnectOptions, openConnection } from "./connect.ts";
import { makeCall, type ToldCall, type Watch } from "./call.ts";
import { toFailure } from "./failure.ts";
import { ObservedConnection, ObservedListener, ObservedUdpSocket } from "./observed.ts";
import { requirePermission } from "./permissions.ts";
import { addressToBind, resolveHost, type Resolver, systemResolver } from "./resolver.ts";
import { SocketNumbers } from "./socket_numbers.ts";
import type { TcpConnection, TcpListener, UdpSocket } from "./socket.ts";
import { RuntimeListener } from "./tcp.ts";
import { RuntimeUdpSocket } from "./udp.ts";

export interface NetworkOptions {
  readonly clock: Clock;
  readonly side: Side;
  /** Gets an event for every call on every socket that is opened here. */
  readonly observer?: Observer | undefined;
  /** Without it, the resolver of the system. */
  readonly resolver?: Resolver;
  /** Numbers the sockets. Networks that share it number their sockets together. */
  readonly numbers?: SocketNumbers;
}

/** Opens sockets: every socket of this program comes from here. */
export class Network {
  readonly #numbers: SocketNumbers;
  readonly #resolver: Resolver;
  readonly #watch: Watch | undefined;

  constructor(options: NetworkOptions) {
    const { clock, side, observer } = options;
    this.#numbers = options.numbers ?? new SocketNumbers();
    this.#resolver = options.resolver ?? systemResolver;
    this.#watch = observer && { observer, clock, side };
  }

  /**
   * The addresses to try for a host, in order.
   *
   * @throws {Failure} `unknown-host`, `denied`.
   */
  async resolve(host: string, transport: Transport, family?: 4 | 6): Promise<string[]> {
    const resolver: Resolver = (name) =>
      makeCall(this.#watch, {
        id: noSocket,
        transport,
        endpoint: { host: name, port: 0 },
        details: { call: "resolve", peer: name },
        run: () => this.#resolver(name),
        detailsOf: (addresses) => ({ addresses }),
      });
    return await resolveHost(host, { transport, resolver, ...(family && { family }) });
  }

  /**
   * Makes a listening socket.
   *
   * @param backlog How many established connections may wait to be accepted; 511 (by the runtime) without it.
   * @param options.sharesPort Lets other sockets of this user listen on the same port if they set this, too. Each
   * gets a part of the connections ({@linkcode canSharePort}).
   * @throws {Failure} `in-use`, `not-local`, `privileged-port`, `denied`.
   */
  async listenTcp(
    endpoint: Endpoint,
    backlog?: number,
    { sharesPort = false }: { sharesPort?: boolean } = {},
  ): Promise<TcpListener> {
    const id = this.#numbers.take();
    const listener = await this.#bind({
      id,
      transport: "tcp",
      endpoint,
      details: { call: "listen", covers: ["socket", "bind", "listen"] },
      run: () => {
        const opened = Deno.listen({
          hostname: addressToBind(endpoint.host),
          port: endpoint.port,
          ...(backlog !== undefined && { tcpBacklog: backlog }),
          ...(sharesPort && { reusePort: true }),
        });
        return new RuntimeListener(id, opened, this.#numbers);
      },
    });
    return this.#watch ? new ObservedListener(listener, this.#watch) : listener;
  }

  /**
   * Makes a UDP socket and binds it. Port 0 lets the system choose.
   *
   * @throws {Failure} As {@linkcode listenTcp}.
   */
  async bindUdp(endpoint: Endpoint): Promise<UdpSocket> {
    const id = this.#numbers.take();
    const socket = await this.#bind({
      id,
      transport: "udp",
      endpoint,
      details: { call: "bind", covers: ["socket", "bind"] },
      run: () => {
        const [hostname, port] = [addressToBind(endpoint.host), endpoint.port];
        return new RuntimeUdpSocket(id, Deno.listenDatagram({ transport: "udp", hostname, port }));
      },
    });
    return this.#watch ? new ObservedUdpSocket(socket, this.#watch) : socket;
  }

  /**
   * Checks whether datagrams may be sent to a literal address, before a socket is bound.
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
    const id = this.#numbers.take();
    const covers: LectureStep[] = options.localPort === undefined
      ? ["socket", "connect"]
      : ["socket", "bind", "connect"];
    const connection = await makeCall(this.#watch, {
      id,
      numbers: this.#numbers,
      transport: "tcp",
      endpoint,
      details: { call: "connect", covers, peer: formatEndpoint(endpoint) },
      run: () => openConnection(id, endpoint, options),
      detailsOf: ({ local, peer }) => ({ local: formatEndpoint(local), peer: formatEndpoint(peer) }),
      signal: options.signal,
    });
    return this.#watch ? new ObservedConnection(connection, this.#watch) : connection;
  }

  /** Makes a call that opens a socket at an address of this machine. */
  #bind<T extends { local: Endpoint }>(
    call: Omit<ToldCall<T>, "numbers" | "detailsOf"> & { readonly endpoint: Endpoint },
  ): Promise<T> {
    const { endpoint, details } = call;
    return makeCall(this.#watch, {
      ...call,
      numbers: this.#numbers,
      details: { ...details, local: formatEndpoint(endpoint) },
      detailsOf: ({ local }) => ({
        local: formatEndpoint(local),
        ...(endpoint.port === 0 && { portChosen: true as const }),
      }),
    });
  }
}
