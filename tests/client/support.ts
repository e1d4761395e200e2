import { type Bytes, encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { Network } from "../../lib/net/network.ts";
import type { Datagram, TcpConnection, UdpSocket } from "../../lib/net/socket.ts";
import type { Aside } from "../../lib/client/event.ts";
import type { LineResult } from "../../lib/client/line_client.ts";
import { TcpClient, type TcpClientOptions } from "../../lib/client/tcp_client.ts";
import { UdpClient, type UdpClientOptions } from "../../lib/client/udp_client.ts";
import { Log, startProgram, within } from "../support.ts";

export const bytesOf = encodeText;

export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes);
}

/** A clock that stands still until a test moves it. What is due at once happens in the next turn. */
export class ManualClock implements Clock {
  #nowMs = 0;
  #timers: { atMs: number; run: () => void }[] = [];

  now(): number {
    return this.#nowMs;
  }

  after(delayMs: number, run: () => void): () => void {
    if (delayMs <= 0) {
      const immediate = setTimeout(run, 0);
      return () => clearTimeout(immediate);
    }
    const timer = { atMs: this.#nowMs + delayMs, run };
    this.#timers.push(timer);
    return () => this.#timers = this.#timers.filter((other) => other !== timer);
  }

  advance(byMs: number): void {
    this.#nowMs += byMs;
    const due = this.#timers.filter(({ atMs }) => atMs <= this.#nowMs);
    this.#timers = this.#timers.filter(({ atMs }) => atMs > this.#nowMs);
    due.forEach(({ run }) => run());
  }
}

/** Waits until a count that only grows has come so far. */
class Counter {
  #count = 0;
  #wake = (): void => {};

  set(count: number): void {
    this.#count = count;
    this.#wake();
  }

  async reaches(count: number, what: string): Promise<void> {
    const wait = async (): Promise<void> => {
      while (this.#count < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    };
    await within(`the client to take ${count} ${what}`, wait());
  }
}

/** A connection that knows what its client has taken: who asks for more has put away what came before. */
class WatchedConnection implements TcpConnection {
  readonly id: string;
  readonly local: Endpoint;
  readonly peer: Endpoint;
  readonly taken = new Counter();
  #readBytes = 0;

  constructor(readonly connection: TcpConnection) {
    this.id = connection.id;
    this.local = connection.local;
    this.peer = connection.peer;
  }

  async read(buffer: Bytes): Promise<number | null> {
    this.taken.set(this.#readBytes);
    const size = await this.connection.read(buffer);
    this.#readBytes += size ?? 0;
    return size;
  }

  write(bytes: Bytes): Promise<number> {
    return this.connection.write(bytes);
  }

  closeWrite(): Promise<void> {
    return this.connection.closeWrite();
  }

  close(): void {
    this.connection.close();
  }
}

export interface TestTcpClient extends Disposable {
  readonly client: TcpClient;
  readonly asides: Log<Aside>;
  readonly clock: Clock;
  /** Sends a line and gives what came of it, under a deadline. */
  exchange(line: string | Bytes): Promise<LineResult>;
  /** Waits until so many bytes, all in all, lie where the client looks for its replies. */
  hasTaken(bytes: number): Promise<void>;
}

/** A client connected to `endpoint`. Replies have time enough unless `timeoutMs` says otherwise. */
export async function tcpClient(
  endpoint: Endpoint,
  options: Partial<TcpClientOptions> = {},
): Promise<TestTcpClient> {
  const clock = options.clock ?? systemClock();
  const network = new Network({ clock, side: "client" });
  const connection = new WatchedConnection(await network.connectTcp(endpoint, { timeoutMs: 10_000 }));
  const asides = new Log<Aside>();
  const client = new TcpClient(connection, {
    clock,
    framing: "raw",
    expectation: "upper",
    timeoutMs: 15_000,
    report: asides.report,
    ...options,
  });
  return {
    client,
    asides,
    clock,
    exchange: (line) => {
      const pending = client.exchange(typeof line === "string" ? bytesOf(line) : line);
      return within("the result of a line", pending);
    },
    hasTaken: (bytes) => connection.taken.reaches(bytes, "bytes"),
    [Symbol.dispose]: () => client.close(),
  };
}

/** A server that treats its clients, one after the other, as its script says. */
export interface ScriptedServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
}

/** Starts a server; it closes every connection when its script has ended. `over` resolves with the test. */
export function scriptedServer(
  script: (connection: Deno.TcpConn, over: Promise<void>) => Promise<unknown>,
  hostname = "127.0.0.1",
): ScriptedServer {
  const listener = Deno.listen({ hostname, port: 0 });
  const over = Promise.withResolvers<void>();
  let isOver = false;
  let current: Deno.TcpConn | undefined;
  const serve = async (): Promise<void> => {
    try {
      for (;;) {
        using connection = await listener.accept();
        current = connection;
        await script(connection, over.promise);
        current = undefined;
      }
    } catch (error) {
      if (!isOver) throw error;
    }
  };
  const served = serve();
  // A script that fails is told when the server is disposed of.
  served.catch(() => {});
  return {
    endpoint: { host: hostname, port: listener.addr.port },
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      over.resolve();
      listener.close();
      try {
        current?.close();
      } catch {
        // The script has closed it.
      }
      await within("the scripted server to end", served);
    },
  };
}

/** What one receive gives, as text; empty when the client is gone. */
export async function receive(connection: Deno.TcpConn): Promise<string> {
  const buffer = new Uint8Array(65_536);
  const size = await connection.read(buffer);
  return textOf(buffer.subarray(0, size ?? 0));
}

/** Waits until the client is gone. */
export async function untilGone(connection: Deno.TcpConn): Promise<void> {
  while (await receive(connection) !== "") { /* What it still sends is of no interest. */ }
}

/** A line that a server has received: once it has, the client knows that it is sent. */
export class Arrival {
  readonly #arrived = Promise.withResolvers<void>();

  /** Receives the line. */
  async receive(connection: Deno.TcpConn): Promise<void> {
    await receive(connection);
    this.#arrived.resolve();
  }

  async happened(): Promise<void> {
    await within("the line to arrive", this.#arrived.promise);
  }
}

/** Sends text as it is. */
export async function send(connection: Deno.TcpConn, text: string): Promise<void> {
  const bytes = bytesOf(text);
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}

/** A port of this machine on which nobody listens and which nobody else gets: a connection goes out from it. */
export interface RefusingPort extends Disposable {
  readonly endpoint: Endpoint;
}

export async function refusingPort(hostname = "127.0.0.1"): Promise<RefusingPort> {
  const listener = Deno.listen({ hostname, port: 0 });
  const accepting = listener.accept();
  const connection = await Deno.connect({ hostname, port: listener.addr.port });
  const accepted = await accepting;
  listener.close();
  return {
    endpoint: { host: hostname, port: connection.localAddr.port },
    [Symbol.dispose]: () => {
      connection.close();
      accepted.close();
    },
  };
}

/** Whether this machine has an IPv6 loopback address. */
export const hasIpv6 = ((): boolean => {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
})();

function canRun(command: string): boolean {
  try {
    return new Deno.Command(command, { args: ["--version"], stdout: "null", stderr: "null" }).outputSync()
      .success;
  } catch {
    return false;
  }
}

/** Whether there is a Python to write peers in; the runtime cannot send an RST, for one. */
export const hasPython = canRun("python3");
export const hasNode = canRun("node");

const resetAfterReceive = `
import socket, struct
listener = socket.create_server(("127.0.0.1", 0))
print(listener.getsockname()[1], flush=True)
while True:
    connection, _ = listener.accept()
    connection.recv(2048)
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    connection.close()
`;

/** Starts a server in Python that answers every client with an RST. */
export async function resettingServer(): Promise<ScriptedServer> {
  const child = startProgram(["python3", "-c", resetAfterReceive]);
  const [, port] = await child.waitFor(/^(\d+)\r?\n/);
  return {
    endpoint: { host: "127.0.0.1", port: Number(port) },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

/** A UDP socket that knows how many datagrams its client has taken. */
class WatchedSocket implements UdpSocket {
  readonly id: string;
  readonly local: Endpoint;
  isClosed = false;
  #received = 0;

  constructor(readonly socket: UdpSocket, readonly taken: Counter) {
    this.id = socket.id;
    this.local = socket.local;
  }

  async receive(buffer: Bytes): Promise<Datagram> {
    this.taken.set(this.#received);
    const datagram = await this.socket.receive(buffer);
    this.#received++;
    return datagram;
  }

  send(bytes: Bytes, to: Endpoint): Promise<void> {
    return this.socket.send(bytes, to);
  }

  close(): void {
    this.isClosed = true;
    this.socket.close();
  }
}

export interface TestUdpClient extends Disposable {
  readonly client: UdpClient;
  readonly asides: Log<Aside>;
  /** All sockets it had, the newest last. */
  readonly sockets: readonly (UdpSocket & { readonly isClosed: boolean })[];
  exchange(line: string | Bytes): Promise<LineResult>;
  /** Waits until the newest socket has brought so many datagrams. */
  hasTaken(datagrams: number): Promise<void>;
}

/** A client that sends to `peer`: from one port, or from a fresh one after every line without a reply. */
export async function udpClient(
  peer: Endpoint,
  { freshPorts = false, ...options }: Partial<UdpClientOptions> & { freshPorts?: boolean } = {},
): Promise<TestUdpClient> {
  const clock = options.clock ?? systemClock();
  const network = new Network({ clock, side: "client" });
  const sockets: WatchedSocket[] = [];
  const open = async (): Promise<WatchedSocket> => {
    const socket = new WatchedSocket(await network.bindUdp({ host: "127.0.0.1", port: 0 }), new Counter());
    sockets.push(socket);
    return socket;
  };
  const asides = new Log<Aside>();
  const client = new UdpClient(await open(), peer, {
    clock,
    expectation: "upper",
    timeoutMs: 15_000,
    openFresh: freshPorts ? open : undefined,
    peerName: peer.host,
    report: asides.report,
    ...options,
  });
  return {
    client,
    asides,
    sockets,
    exchange: (line) => {
      const pending = client.exchange(typeof line === "string" ? bytesOf(line) : line);
      return within("the result of a line", pending);
    },
    hasTaken: (datagrams) => sockets.at(-1)!.taken.reaches(datagrams, "datagrams"),
    [Symbol.dispose]: () => client.close(),
  };
}

/** A UDP server that does with every datagram what its script says. */
export interface ScriptedUdpServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
}

export function scriptedUdpServer(
  script: (line: string, answer: (text: string) => Promise<unknown>, from: Endpoint) => Promise<unknown>,
): ScriptedUdpServer {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  let isOver = false;
  const serve = async (): Promise<void> => {
    try {
      for (;;) {
        const [bytes, from] = await socket.receive(new Uint8Array(65_535));
        const { hostname: host, port } = from as Deno.NetAddr;
        await script(textOf(bytes), (text) => socket.send(bytesOf(text), from), { host, port });
      }
    } catch (error) {
      if (!isOver) throw error;
    }
  };
  const served = serve();
  served.catch(() => {});
  return {
    endpoint: { host: "127.0.0.1", port: (socket.addr as Deno.NetAddr).port },
    [Symbol.asyncDispose]: async () => {
      isOver = true;
      socket.close();
      await within("the scripted server to end", served);
    },
  };
}

/** A socket that nobody asked for anything. */
export interface Stranger extends Disposable {
  /** Its address and port. */
  readonly name: string;
  send(text: string, to: Endpoint): Promise<unknown>;
}

export function openStranger(): Stranger {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const { hostname: ownHost, port: ownPort } = socket.addr as Deno.NetAddr;
  return {
    name: `${ownHost}:${ownPort}`,
    send: (text, { host: hostname, port }) => {
      return socket.send(bytesOf(text), { transport: "udp", hostname, port });
    },
    [Symbol.dispose]: () => socket.close(),
  };
}

/** The lines that a UDP server has received. */
export class UdpLines {
  readonly #log = new Log<{ event: string }>();

  received(line: string): void {
    this.#log.report({ event: line });
  }

  async untilReceived(line: string): Promise<void> {
    await this.#log.waitFor(line);
  }
}

type ReplyResult = Extract<LineResult, { kind: "reply" }>;
type FailureResult = Extract<LineResult, { kind: "failure" }>;

/** The reply, or an error that says what came instead. */
export function replyOf(result: LineResult): ReplyResult {
  if (result.kind === "reply") return result;
  throw new Error(result.kind === "failure" ? `no reply: ${result.failure.message}` : result.kind);
}

/** The failure, or an error that says what came instead. */
export function failureOf(result: LineResult): FailureResult {
  if (result.kind === "failure") return result;
  throw new Error(result.kind === "reply" ? `a reply: ${textOf(result.bytes)}` : result.kind);
}
