import type { Clock } from "../../lib/base/clock.ts";
import { pause } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import type { FailureKind } from "../../lib/protocol/failure_kind.ts";
import type { ConnectOptions } from "../../lib/net/connect.ts";
import { Network } from "../../lib/net/network.ts";
import type { TcpConnection } from "../../lib/net/socket.ts";
import { type Behaviour, FakeConnection } from "./fake_connection.ts";
import { ManualClock } from "./manual_clock.ts";

/** A network with one server in it. */
export class FakeTcp extends Network {
  readonly connections: FakeConnection[] = [];
  /** When each attempt to connect began. */
  readonly connectedAtMs: number[] = [];
  connectMs = 0;
  /** To so many attempts to connect there is an answer; to the others nobody says anything. */
  answers = Infinity;
  /** Why connecting fails. */
  failure: FailureKind | undefined;
  /** How many bytes at most a write takes; 0 for none at all. */
  takes = Infinity;

  constructor(readonly clock: Clock, public behave: Behaviour) {
    super({ clock, side: "client" });
  }

  override resolve(host: string): Promise<string[]> {
    return Promise.resolve([host]);
  }

  override async connectTcp(
    endpoint: Endpoint,
    { timeoutMs, signal }: ConnectOptions,
  ): Promise<TcpConnection> {
    this.connectedAtMs.push(this.clock.now());
    const isAnswered = this.connectedAtMs.length <= this.answers;
    const delayMs = isAnswered ? this.connectMs : timeoutMs;
    if (delayMs > 0) await pause(this.clock, delayMs, signal);
    signal?.throwIfAborted();
    const kind = isAnswered ? this.failure : "timeout";
    if (kind !== undefined) throw new Failure(kind, { call: "connect", transport: "tcp", endpoint });
    const connection = new FakeConnection(this.clock, (...arrived) => this.behave(...arrived), endpoint);
    connection.writeSize = this.takes;
    if (this.takes === 0) connection.gate = connection.closed;
    this.connections.push(connection);
    return connection;
  }

  /** When messages left, on all connections. */
  get sentAtMs(): number[] {
    return this.connections.flatMap(({ sentAtMs }) => sentAtMs).sort((a, b) => a - b);
  }

  get allAreClosed(): boolean {
    return this.connections.every(({ isClosed }) => isClosed);
  }
}

/** Gives everything back after so many milliseconds. */
export function echoAfter(delayMs: number): Behaviour {
  return (connection, bytes) => connection.arrive(bytes, delayMs);
}

/**
 * Gives everything back in the order in which it came, after so many milliseconds, but nothing from one moment
 * to another: then all that has come meanwhile.
 */
export function stalling(delayMs: number, fromMs: number, toMs: number): Behaviour {
  return (connection, bytes) => {
    const readyMs = connection.clock.now() + delayMs;
    const isStalled = readyMs > fromMs && readyMs < toMs;
    connection.arrive(bytes, (isStalled ? toMs : readyMs) - connection.clock.now());
  };
}

export const silent: Behaviour = () => {};

/** A fake clock and a server on it. */
export function fakeTcp(behave: Behaviour = echoAfter(1)) {
  const clock = new ManualClock();
  return { clock, network: new FakeTcp(clock, behave) };
}
