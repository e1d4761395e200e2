import type { Bytes } from "../../lib/base/bytes.ts";
import { concatAll, encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { Failure, type FailureKind } from "../../lib/protocol/failure.ts";
import { services } from "../../lib/protocol/service/services.ts";
import type { Service } from "../../lib/protocol/service/service.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { Network } from "../../lib/net/network.ts";
import type { Datagram, TcpConnection, TcpListener, UdpSocket } from "../../lib/net/socket.ts";
import type { ServerEvent } from "../../lib/server/event.ts";
import { serveTcp, type TcpServerOptions } from "../../lib/server/tcp_server.ts";
import { serveUdp, type UdpServerOptions } from "../../lib/server/udp_server.ts";
import { Log, type TestServer, within, writeBytes } from "../support.ts";

/** Wakes those who wait for something whenever something changed. */
export class Changes {
  #waiting: (() => void)[] = [];

  notify(): void {
    this.#waiting.splice(0).forEach((wake) => wake());
  }

  async until(what: string, isTrue: () => boolean): Promise<void> {
    const wait = async (): Promise<void> => {
      while (!isTrue()) {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#waiting.push(resolve);
        await promise;
      }
    };
    await within(what, wait());
  }
}

/** A clock that a test moves by hand. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #timers: { dueMs: number; delayMs: number; run: () => void }[] = [];
  readonly #changes = new Changes();
  /** Every delay that was ever asked for. */
  readonly delaysMs: number[] = [];

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    const timer = { dueMs: this.#nowMs + delayMs, delayMs, run };
    this.#timers.push(timer);
    this.delaysMs.push(delayMs);
    this.#changes.notify();
    return () => {
      this.#timers = this.#timers.filter((other) => other !== timer);
    };
  }

  /** The delays of the timers that are still to fire. */
  get pendingMs(): number[] {
    return this.#timers.map(({ delayMs }) => delayMs);
  }

  /** Waits until somebody waits for `delayMs`. */
  async waitForTimer(delayMs: number): Promise<void> {
    await this.#changes.until(`a timer of ${delayMs} ms`, () => this.pendingMs.includes(delayMs));
  }

  /** Moves time on and fires what is due, in order. */
  advance(milliseconds: number): void {
    const untilMs = this.#nowMs + milliseconds;
    for (;;) {
      const [next] = this.#timers.filter(({ dueMs }) => dueMs <= untilMs).sort((a, b) => a.dueMs - b.dueMs);
      if (next === undefined) break;
      this.#timers = this.#timers.filter((timer) => timer !== next);
      this.#nowMs = Math.max(this.#nowMs, next.dueMs);
      next.run();
    }
    this.#nowMs = untilMs;
  }
}

/** Lets everything happen that waits for nothing but its turn. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 50; turn++) await Promise.resolve();
}

export function failureOf(kind: FailureKind): Failure {
  return new Failure(kind, { call: "recv", transport: "tcp", endpoint: { host: "127.0.0.1", port: 9 } });
}

/** A connection without a network: the test says what comes in and when what goes out is taken. */
export class FakeConnection implements TcpConnection {
  readonly id = "#2";
  readonly local: Endpoint = { host: "127.0.0.1", port: 10825 };
  readonly peer: Endpoint = { host: "127.0.0.1", port: 50000 };
  /** How many bytes one write takes. */
  writeSize = Infinity;
  /** Writes wait for this. */
  gate: Promise<void> = Promise.resolve();
  isClosed = false;
  readonly #incoming: (Bytes | null | Error)[] = [];
  readonly #outgoing: Bytes[] = [];
  readonly #changes = new Changes();
  #pendingRead = Promise.withResolvers<void>();

  /** The client sends. */
  arrive(text: string | Bytes): void {
    this.#push(typeof text === "string" ? encodeText(text) : text);
  }

  /** The client shuts down its sending side. */
  arriveEnd(): void {
    this.#push(null);
  }

  arriveFailure(error: Error): void {
    this.#push(error);
  }

  get sent(): string {
    return new TextDecoder().decode(this.sentBytes);
  }

  get sentBytes(): Bytes {
    return concatAll(this.#outgoing);
  }

  async waitForSent(text: string): Promise<void> {
    await this.#changes.until(JSON.stringify(text), () => this.sent === text);
  }

  async read(buffer: Bytes): Promise<number | null> {
    for (;;) {
      if (this.isClosed) throw new Deno.errors.BadResource("closed");
      const next = this.#incoming.shift();
      if (next === undefined) {
        await this.#pendingRead.promise;
        continue;
      }
      if (next instanceof Error) throw next;
      if (next === null) return null;
      const size = Math.min(next.length, buffer.length);
      buffer.set(next.subarray(0, size));
      if (size < next.length) this.#incoming.unshift(next.subarray(size));
      return size;
    }
  }

  async write(bytes: Bytes): Promise<number> {
    await this.gate;
    if (this.isClosed) throw new Deno.errors.BadResource("closed");
    const size = Math.min(bytes.length, this.writeSize);
    this.#outgoing.push(bytes.slice(0, size));
    this.#changes.notify();
    return size;
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
    this.#wakeRead();
  }

  #push(item: Bytes | null | Error): void {
    this.#incoming.push(item);
    this.#wakeRead();
  }

  #wakeRead(): void {
    this.#pendingRead.resolve();
    this.#pendingRead = Promise.withResolvers();
  }
}

/** A listener that gives what the test puts in; then it waits until it is closed. */
export class FakeListener implements TcpListener {
  readonly id = "#1";
  readonly local: Endpoint = { host: "127.0.0.1", port: 10825 };
  isClosed = false;
  accepts = 0;
  readonly #closed = Promise.withResolvers<never>();

  constructor(readonly outcomes: (TcpConnection | Error)[]) {
    this.#closed.promise.catch(() => {});
  }

  async accept(): Promise<TcpConnection> {
    this.accepts++;
    const outcome = this.outcomes.shift();
    if (outcome === undefined) return await this.#closed.promise;
    if (outcome instanceof Error) throw outcome;
    return outcome;
  }

  close(): void {
    this.isClosed = true;
    this.#closed.reject(new Deno.errors.BadResource("closed"));
  }
}

/** A listener whose connections go through `wrap`. */
export function wrapped(
  listener: TcpListener,
  wrap: (connection: TcpConnection) => TcpConnection,
): TcpListener {
  return {
    id: listener.id,
    local: listener.local,
    accept: async () => wrap(await listener.accept()),
    close: () => listener.close(),
  };
}

/** A connection with some of its calls replaced. */
export function withCalls(connection: TcpConnection, calls: Partial<TcpConnection>): TcpConnection {
  return {
    id: connection.id,
    local: connection.local,
    peer: connection.peer,
    read: (buffer) => connection.read(buffer),
    write: (bytes) => connection.write(bytes),
    closeWrite: () => connection.closeWrite(),
    close: () => connection.close(),
    ...calls,
  };
}

/** A UDP socket without a network. */
export class FakeUdpSocket implements UdpSocket {
  readonly id = "#1";
  readonly local: Endpoint = { host: "127.0.0.1", port: 11758 };
  readonly sent: { text: string; to: Endpoint }[] = [];
  /** Sends wait for this. */
  gate: Promise<void> = Promise.resolve();
  isClosed = false;
  readonly #incoming: ({ bytes: Bytes; from: Endpoint } | Error)[] = [];
  #pendingReceive = Promise.withResolvers<void>();

  arrive(text: string, port = 50000): void {
    this.#incoming.push({ bytes: encodeText(text), from: { host: "127.0.0.1", port } });
    this.#wake();
  }

  arriveFailure(error: Error): void {
    this.#incoming.push(error);
    this.#wake();
  }

  async receive(buffer: Bytes): Promise<Datagram> {
    for (;;) {
      if (this.isClosed) throw new Deno.errors.Interrupted("closed");
      const next = this.#incoming.shift();
      if (next instanceof Error) throw next;
      if (next !== undefined) {
        buffer.set(next.bytes);
        return { bytes: buffer.subarray(0, next.bytes.length), from: next.from, truncated: false };
      }
      await this.#pendingReceive.promise;
    }
  }

  async send(bytes: Bytes, to: Endpoint): Promise<void> {
    await this.gate;
    if (this.isClosed) throw new Deno.errors.BadResource("closed");
    this.sent.push({ text: new TextDecoder().decode(bytes), to });
  }

  close(): void {
    this.isClosed = true;
    this.#wake();
  }

  #wake(): void {
    this.#pendingReceive.resolve();
    this.#pendingReceive = Promise.withResolvers();
  }
}

/** A listening socket of the real network, on a port of the system's choice. */
export async function listenLocally(): Promise<TcpListener> {
  return await new Network({ clock: systemClock(), side: "server" }).listenTcp({
    host: "127.0.0.1",
    port: 0,
  });
}

/** Serves a listener of the test's own; `await using` stops it. */
export function serveListener(
  listener: TcpListener,
  options: Partial<TcpServerOptions> & { service?: Service } = {},
): TestServer {
  const { service = services.upper, ...rest } = options;
  const stop = new AbortController();
  const log = new Log<ServerEvent>();
  const summary = serveTcp(listener, service, stop.signal, {
    clock: systemClock(),
    report: log.report,
    bufferBytes: 65_536,
    maxConnections: 10_000,
    graceMs: 5000,
    ...rest,
  });
  return running(listener.local, log, stop, summary);
}

/** Serves a UDP socket of the test's own; `await using` stops it. */
export function serveSocket(
  socket: UdpSocket,
  options: Partial<UdpServerOptions> & { service?: Service } = {},
): TestServer {
  const { service = services.upper, ...rest } = options;
  const stop = new AbortController();
  const log = new Log<ServerEvent>();
  const summary = serveUdp(socket, service, stop.signal, {
    clock: systemClock(),
    report: log.report,
    bufferBytes: 65_535,
    answerSamePort: false,
    graceMs: 5000,
    ...rest,
  });
  return running(socket.local, log, stop, summary);
}

function running(
  endpoint: Endpoint,
  log: Log<ServerEvent>,
  stop: AbortController,
  summary: TestServer["summary"],
): TestServer {
  return {
    endpoint,
    log,
    summary,
    stop: () => stop.abort(),
    [Symbol.asyncDispose]: async () => {
      stop.abort();
      await within("the server to end", summary);
    },
  };
}

/** Sends bytes that nobody need take: ends quietly when the connection does. */
export async function sendUntilFailure(connection: Deno.TcpConn, chunk: Bytes): Promise<void> {
  try {
    for (;;) await writeBytes(connection, chunk);
  } catch {
    // Closed, by whichever side.
  }
}

/** Reads until the peer shuts down or resets, and gives the number of bytes. */
export async function drain(connection: Deno.TcpConn): Promise<number> {
  const buffer = new Uint8Array(65_536);
  let bytes = 0;
  try {
    for (;;) {
      const size = await connection.read(buffer);
      if (size === null) return bytes;
      bytes += size;
    }
  } catch (error) {
    if (!(error instanceof Deno.errors.ConnectionReset)) throw error;
    return bytes;
  }
}

/** So that a test with random input can be run again as it was. */
export function printSeed(seed: number): void {
  // deno-lint-ignore no-console
  console.log(`seed ${seed}`);
}
