import type { Bytes } from "../../../lib/base/bytes.ts";
import type { Endpoint } from "../../../lib/protocol/endpoint.ts";
import { Failure, type FailureKind } from "../../../lib/protocol/failure.ts";
import { Network } from "../../../lib/net/network.ts";
import type { ConnectOptions } from "../../../lib/net/connect.ts";
import type { TcpConnection } from "../../../lib/net/socket.ts";
import { ManualClock } from "../../protocol/support.ts";
import { copyOf, serverEndpoint } from "./support.ts";

/** What a server does with bytes that came in on a connection. */
export type Behaviour = (connection: FakeConnection, bytes: Bytes) => void;

/** A connection whose other end is the test. */
export class FakeConnection implements TcpConnection {
  readonly id = "#1";
  readonly local = { host: "127.0.0.1", port: 40_000 };
  readonly peer = serverEndpoint;
  readonly sentAtMs: number[] = [];
  sentBytes = 0;
  isClosed = false;
  /** What the other end has sent, and how it ended. */
  #incoming: (Bytes | null | Failure)[] = [];
  #wake = (): void => {};
  readonly #cancels: (() => void)[] = [];
  #written = Promise.withResolvers<void>();

  /** @param takes How many bytes at most a write takes; 0 for none at all. */
  constructor(readonly clock: ManualClock, readonly behave: Behaviour, readonly takes = Infinity) {}

  async read(buffer: Bytes): Promise<number | null> {
    while (this.#incoming.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
      if (this.isClosed) throw new Deno.errors.Interrupted("closed meanwhile");
    }
    const [first] = this.#incoming as [Bytes | null | Failure];
    if (first === null) return null;
    if (first instanceof Failure) throw first;
    const size = Math.min(first.length, buffer.length);
    buffer.set(first.subarray(0, size));
    if (size < first.length) this.#incoming[0] = first.subarray(size);
    else this.#incoming.shift();
    return size;
  }

  async write(bytes: Bytes): Promise<number> {
    if (this.takes === 0) await this.#written.promise;
    const taken = copyOf(bytes.subarray(0, this.takes));
    this.sentAtMs.push(this.clock.now());
    this.sentBytes += taken.length;
    this.behave(this, taken);
    return taken.length;
  }

  /** Sends from the other end, at once or later. */
  reply(bytes: Uint8Array, afterMs = 0): void {
    this.#give(copyOf(bytes), afterMs);
  }

  /** Shuts down the other end's sending side. */
  endReplies(afterMs = 0): void {
    this.#give(null, afterMs);
  }

  fail(kind: FailureKind, afterMs = 0): void {
    this.#give(new Failure(kind, { call: "recv", transport: "tcp", endpoint: this.peer }), afterMs);
  }

  #give(what: Bytes | null | Failure, afterMs: number): void {
    if (afterMs > 0) {
      this.#cancels.push(this.clock.after(afterMs, () => this.#give(what, 0)));
      return;
    }
    this.#incoming.push(what);
    this.#wake();
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
    this.#cancels.forEach((cancel) => cancel());
    this.#wake();
    this.#written.reject(new Deno.errors.Interrupted("closed meanwhile"));
    this.#written.promise.catch(() => {});
  }
}

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
  takes = Infinity;

  constructor(readonly clock: ManualClock, public behave: Behaviour) {
    super({ clock, side: "client" });
  }

  override resolve(host: string): Promise<string[]> {
    return Promise.resolve([host]);
  }

  override async connectTcp(endpoint: Endpoint, options: ConnectOptions): Promise<TcpConnection> {
    this.connectedAtMs.push(this.clock.now());
    const isAnswered = this.connectedAtMs.length <= this.answers;
    const delayMs = isAnswered ? this.connectMs : options.timeoutMs;
    if (delayMs > 0) await this.#wait(delayMs, options.signal);
    const kind = isAnswered ? this.failure : "timeout";
    if (kind !== undefined) throw new Failure(kind, { call: "connect", transport: "tcp", endpoint });
    const connection = new FakeConnection(
      this.clock,
      (connection, bytes) => this.behave(connection, bytes),
      this.takes,
    );
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

  async #wait(delayMs: number, signal: AbortSignal | undefined): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const cancel = this.clock.after(delayMs, resolve);
    signal?.addEventListener("abort", () => {
      cancel();
      reject(signal.reason);
    });
    await promise;
  }
}

/** Gives everything back after so many milliseconds. */
export function echoAfter(delayMs: number): Behaviour {
  return (connection, bytes) => connection.reply(bytes, delayMs);
}

/**
 * Gives everything back in the order in which it came, after so many milliseconds, but nothing from one moment
 * to another: then all that has come meanwhile.
 */
export function stalling(delayMs: number, fromMs: number, toMs: number): Behaviour {
  return (connection, bytes) => {
    const readyMs = connection.clock.now() + delayMs;
    const isStalled = readyMs > fromMs && readyMs < toMs;
    connection.reply(bytes, (isStalled ? toMs : readyMs) - connection.clock.now());
  };
}

export const silent: Behaviour = () => {};

/** A fake clock and a server on it. */
export function fakeTcp(behave: Behaviour = echoAfter(1)) {
  const clock = new ManualClock();
  return { clock, network: new FakeTcp(clock, behave) };
}
