import { Failure } from "../../protocol/failure.ts";
import type { TcpConnection } from "../../net/socket.ts";
import type { Lane } from "./lane.ts";
import type { LaneOptions } from "./lane_options.ts";
import { TcpLane } from "./tcp_lane.ts";

/** Makes a connection. @throws {Failure} */
export type Connect = () => Promise<TcpConnection>;

/** How long to pause after a refused connection: an immediate attempt would be refused, too. */
const pauseMs = 100;

/**
 * A place for one connection at a time. Each message gets a new connection, which is closed after the reply. The
 * latency of the message includes the time to connect.
 */
export class VisitLane implements Lane {
  isOpen = true;
  readonly #connect: Connect;
  readonly #options: LaneOptions;
  #visit: TcpLane | "connecting" | undefined;
  /** Whether the current message belongs to the warm-up. */
  #isUncounted = false;
  #startMs = 0;
  #cancelPause = (): void => {};

  constructor(connect: Connect, options: LaneOptions) {
    this.#connect = connect;
    this.#options = options;
  }

  send(startMs: number): void {
    this.#visit = "connecting";
    this.#isUncounted = false;
    this.#startMs = startMs;
    this.#run(startMs);
  }

  async #run(startMs: number): Promise<void> {
    const { pacer, clock } = this.#options;
    const connection = await this.#open();
    if (!this.isOpen) return connection?.close();
    if (connection === undefined) return this.#rest();
    await this.#exchange(connection, startMs);
    if (!this.isOpen) return;
    this.#visit = undefined;
    pacer.freed(this, clock.now());
  }

  async #open(): Promise<TcpConnection | undefined> {
    try {
      return await this.#connect();
    } catch (error) {
      if (!this.isOpen) return undefined;
      if (!(error instanceof Failure)) throw error;
      this.#options.fail(error);
      return undefined;
    }
  }

  /** Counts a message that got no connection. A later message may get one. */
  #rest(): void {
    const { pacer, clock } = this.#options;
    this.#lose();
    this.#visit = undefined;
    pacer.settled(clock.now());
    this.#cancelPause = clock.after(pauseMs, () => pacer.add(this));
  }

  /** The connection reports the settled message here. The pacer hears of it after the connection is closed. */
  async #exchange(connection: TcpConnection, startMs: number): Promise<void> {
    const { fail, clock } = this.#options;
    const { promise, resolve } = Promise.withResolvers<void>();
    const pacer = { add: () => {}, freed: () => resolve(), settled: () => resolve() };
    const visit = new TcpLane(connection, { ...this.#options, pacer });
    this.#visit = visit;
    visit.send(startMs, clock.now());
    if (this.#isUncounted) visit.restart();
    await promise;
    visit.end();
    const failure = await visit.ended;
    if (failure !== undefined) fail(failure);
  }

  #lose(): void {
    const { tally, clock } = this.#options;
    if (!this.#isUncounted) tally.lost(this.#startMs, clock.now());
  }

  expire(nowMs: number, timeoutMs: number): void {
    if (this.#visit instanceof TcpLane) this.#visit.expire(nowMs, timeoutMs);
  }

  restart(): void {
    this.#isUncounted = true;
    if (this.#visit instanceof TcpLane) this.#visit.restart();
  }

  end(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#cancelPause();
    if (this.#visit === undefined) return;
    // A connection under way counts its message itself.
    if (this.#visit === "connecting") this.#lose();
    else this.#visit.end();
    this.#options.pacer.settled(this.#options.clock.now());
  }
}
