import { unlessAborted } from "../../base/abort.ts";
import { pause } from "../../base/clock.ts";
import { maxPayloadIpv4 } from "../../protocol/datagram.ts";
import { addressFamily, type Endpoint } from "../../protocol/endpoint.ts";
import { Failure } from "../../protocol/failure.ts";
import type { Network } from "../../net/network.ts";
import type { TcpConnection } from "../../net/socket.ts";
import { bindFor } from "../../client/bind.ts";
import { connectOnce } from "../../client/connect.ts";
import type { Lane } from "./lane.ts";
import type { LaneOptions } from "./lane_options.ts";
import type { Pacer } from "./pacer.ts";
import { TcpLane } from "./tcp_lane.ts";
import { UdpLane } from "./udp_lane.ts";
import { VisitLane } from "./visit_lane.ts";

const connectsAtOnce = 32;
const firstReconnectMs = 100;
const longestReconnectMs = 1000;

export interface LanesOptions extends Omit<LaneOptions, "fail"> {
  readonly pacer: Pacer;
  /** Ends the opening early. */
  readonly stop: AbortSignal;
}

/** All lanes of a run. A connection that ends is replaced until all are closed. */
export class Lanes {
  readonly #network: Network;
  readonly #options: LanesOptions & LaneOptions;
  readonly #open = new Set<Lane>();
  readonly #closed = new AbortController();
  #peer: Endpoint;
  #failure: Failure | undefined;
  #isRefused = false;

  constructor(network: Network, options: LanesOptions) {
    this.#network = network;
    this.#options = { ...options, fail: (failure) => this.#fail(failure) };
    this.#peer = options.plan.endpoint;
  }

  /** Where messages really go. */
  get peer(): Endpoint {
    return this.#peer;
  }

  /** The last failure of a connection or a socket. */
  get failure(): Failure | undefined {
    return this.#failure;
  }

  /** How many connections or sockets are open, or could be made for the next messages. */
  get openCount(): number {
    return this.isUnconnected ? 0 : this.#open.size;
  }

  /** Whether there is no connection and the last attempt failed. Always false for UDP, which needs none. */
  get isUnconnected(): boolean {
    const { transport, newConnection } = this.#options.plan;
    if (transport === "udp") return false;
    return newConnection ? this.#isRefused : this.#open.size === 0;
  }

  /**
   * Opens all lanes, or as many as possible in the time for one. The others follow while messages are sent.
   *
   * @throws {Failure} When not even one could be opened. The reason of `stop` when that was aborted.
   */
  async open(): Promise<void> {
    const { transport, newConnection, connections } = this.#options.plan;
    if (transport === "udp") return await this.#bindAll();
    const { connection, tookMs } = await this.#connectFirst();
    this.#peer = connection.peer;
    if (!newConnection) {
      this.#options.tally.connect.record(tookMs);
      this.#add(connection);
      return await this.#connectOthers();
    }
    connection.close();
    for (let index = 0; index < connections; index++) {
      this.#open.add(new VisitLane(() => this.#connect(), this.#options));
    }
  }

  /** Tells the pacer how much room there is, lane by lane, so that the first messages use all lanes. */
  offer(): void {
    for (let room = this.#options.plan.pipeline; room > 0; room--) {
      for (const lane of this.#open) this.#options.pacer.add(lane);
    }
  }

  /** @param timeoutMs The plan's, if left out. */
  expire(nowMs: number, timeoutMs = this.#options.plan.timeoutMs): void {
    for (const lane of this.#open) lane.expire(nowMs, timeoutMs);
  }

  /** The warm-up is over. */
  restart(): void {
    for (const lane of this.#open) lane.restart();
  }

  /** What is unanswered then is lost; but after a stop nobody has waited for it. */
  close(): void {
    const { stop, tally: { counts } } = this.#options;
    const { lost, lostPossiblyHere } = counts;
    this.#closed.abort();
    for (const lane of this.#open) lane.end();
    if (!stop.aborted) return;
    counts.pending += counts.lost - lost;
    Object.assign(counts, { lost, lostPossiblyHere });
  }

  async #bindAll(): Promise<void> {
    const { plan: { endpoint, family, connections, sizes }, stop } = this.#options;
    const resolving = this.#network.resolve(endpoint.host, "udp", family);
    const [address] = await unlessAborted(resolving, stop) as [string];
    this.#peer = { host: address, port: endpoint.port };
    if (sizes.highest > maxPayloadIpv4 && addressFamily(address) === 4) {
      const attempt = { call: "sendto", transport: "udp", bytes: sizes.highest } as const;
      throw new Failure("too-large", { ...attempt, endpoint: this.#peer, name: endpoint.host });
    }
    for (let index = 0; index < connections; index++) {
      try {
        const socket = await bindFor(this.#network, this.#peer);
        this.#open.add(new UdpLane(socket, this.#peer, this.#options));
      } catch (error) {
        if (index === 0) throw error;
        this.#fail(error);
      }
    }
  }

  #connectFirst(): Promise<{ connection: TcpConnection; tookMs: number }> {
    const { plan: { endpoint, family, timeoutMs }, clock, stop } = this.#options;
    return connectOnce(this.#network, endpoint, { clock, timeoutMs, family, stop });
  }

  async #connectOthers(): Promise<void> {
    const { plan: { connections, timeoutMs }, clock, stop } = this.#options;
    let left = connections - 1;
    const connectSome = async (): Promise<void> => {
      while (left-- > 0 && !this.#closed.signal.aborted) await this.#connectOne(firstReconnectMs);
    };
    const opened = new AbortController();
    const opening = Array.from({ length: Math.min(left, connectsAtOnce) }, connectSome);
    const all = Promise.all(opening).finally(() => opened.abort());
    await Promise.race([all, pause(clock, timeoutMs, AbortSignal.any([stop, opened.signal]))]);
    stop.throwIfAborted();
  }

  async #connect(): Promise<TcpConnection> {
    const { clock, tally, plan: { timeoutMs } } = this.#options;
    const startMs = clock.now();
    try {
      const connection = await this.#network.connectTcp(this.#peer, {
        timeoutMs,
        signal: this.#closed.signal,
      });
      tally.connect.record(clock.now() - startMs);
      this.#isRefused = false;
      return connection;
    } catch (error) {
      this.#isRefused = true;
      throw error;
    }
  }

  #add(connection: TcpConnection): void {
    const { pacer, plan: { pipeline } } = this.#options;
    const lane = new TcpLane(connection, this.#options);
    this.#open.add(lane);
    lane.ended.then((failure) => {
      this.#open.delete(lane);
      if (this.#closed.signal.aborted) return;
      if (failure !== undefined) this.#fail(failure);
      this.#connectAfter(firstReconnectMs);
    });
    if (!pacer.isRunning) return;
    for (let room = pipeline; room > 0; room--) pacer.add(lane);
  }

  /** Connects again after a while, as often as needed: the server may be back. */
  async #connectAfter(delayMs: number): Promise<void> {
    const closed = this.#closed.signal;
    await pause(this.#options.clock, delayMs, closed);
    if (!closed.aborted) await this.#connectOne(Math.min(delayMs * 2, longestReconnectMs));
  }

  /** @param againMs When to try again after a failure. */
  async #connectOne(againMs: number): Promise<void> {
    const closed = this.#closed.signal;
    try {
      const connection = await this.#connect();
      if (closed.aborted) connection.close();
      else this.#add(connection);
    } catch (error) {
      if (closed.aborted) return;
      this.#fail(error);
      this.#connectAfter(againMs);
    }
  }

  #fail(error: unknown): void {
    if (!(error instanceof Failure)) throw error;
    this.#failure = error;
    this.#options.tally.failed(error.kind);
  }
}
