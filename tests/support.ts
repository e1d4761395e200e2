import type { Clock } from "../lib/base/clock.ts";
import { systemClock } from "../lib/thread/system_clock.ts";
import { Network } from "../lib/net/network.ts";
import { services } from "../lib/protocol/service/services.ts";
import type { Service } from "../lib/protocol/service/service.ts";
import type { Endpoint } from "../lib/protocol/endpoint.ts";
import type { ServerEvent, Summary } from "../lib/server/event.ts";
import { serveTcp, type TcpServerOptions } from "../lib/server/tcp_server.ts";
import { serveUdp, type UdpServerOptions } from "../lib/server/udp_server.ts";
import { within } from "./process.ts";

export * from "./process.ts";

/** Events that a server or client reported, and a way to wait for one of them. */
export class Log<E extends { readonly event: string }> {
  readonly all: E[] = [];
  #waiting: (() => void)[] = [];

  readonly report = (event: E): void => {
    this.all.push(event);
    this.#waiting.splice(0).forEach((wake) => wake());
  };

  of<K extends E["event"]>(kind: K): Extract<E, { event: K }>[] {
    return this.all.filter((event): event is Extract<E, { event: K }> => event.event === kind);
  }

  /** Waits until there are `count` events of a kind, and gives them. */
  async waitFor<K extends E["event"]>(kind: K, count = 1): Promise<Extract<E, { event: K }>[]> {
    const wait = async (): Promise<void> => {
      while (this.of(kind).length < count) {
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#waiting.push(resolve);
        await promise;
      }
    };
    await within(`${count} × ${kind}, have ${this.of(kind).length}`, wait());
    return this.of(kind);
  }
}

/** A server of this process; `await using` stops it. */
export interface TestServer extends AsyncDisposable {
  readonly endpoint: Endpoint;
  readonly log: Log<ServerEvent>;
  /** Tells it to stop, as Ctrl-C does. */
  stop(): void;
  /** Its totals, when it has ended. */
  readonly summary: Promise<Summary>;
}

const clock: Clock = systemClock();

/** Starts a TCP server on a port of the system's choice. */
export async function startTcpServer(
  options: Partial<TcpServerOptions> & { service?: Service; host?: string; backlog?: number } = {},
): Promise<TestServer> {
  const { service = services.upper, host = "127.0.0.1", backlog, ...rest } = options;
  const listener = await new Network({ clock, side: "server" }).listenTcp({ host, port: 0 }, backlog);
  const stop = new AbortController();
  const log = new Log<ServerEvent>();
  const summary = serveTcp(listener, service, stop.signal, {
    clock,
    report: log.report,
    bufferBytes: 65_536,
    maxConnections: 10_000,
    graceMs: 5000,
    ...rest,
  });
  return testServer(listener.local, log, stop, summary);
}

/** Starts a UDP server on a port of the system's choice. */
export async function startUdpServer(
  options: Partial<UdpServerOptions> & { service?: Service; host?: string } = {},
): Promise<TestServer> {
  const { service = services.upper, host = "127.0.0.1", ...rest } = options;
  const socket = await new Network({ clock, side: "server" }).bindUdp({ host, port: 0 });
  const stop = new AbortController();
  const log = new Log<ServerEvent>();
  const summary = serveUdp(socket, service, stop.signal, {
    clock,
    report: log.report,
    bufferBytes: 65_535,
    answerSamePort: false,
    graceMs: 5000,
    ...rest,
  });
  return testServer(socket.local, log, stop, summary);
}

function testServer(
  endpoint: Endpoint,
  log: Log<ServerEvent>,
  stop: AbortController,
  summary: Promise<Summary>,
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

/** A bare TCP connection of the runtime to a server under test. */
export async function dial({ host, port }: Endpoint): Promise<Deno.TcpConn> {
  return await Deno.connect({ hostname: host, port });
}

/** A bare UDP socket of the runtime, bound to loopback; `using` closes it. */
export function udpSocket(): Deno.DatagramConn & Disposable & { readonly port: number } {
  const socket = Deno.listenDatagram({ transport: "udp", hostname: "127.0.0.1", port: 0 });
  const { port } = socket.addr as Deno.NetAddr;
  return Object.assign(socket, { port, [Symbol.dispose]: () => socket.close() });
}

/** Reads until `size` bytes came or the peer shut down. */
export async function readBytes(connection: Deno.TcpConn, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  let length = 0;
  const read = async (): Promise<void> => {
    while (length < size) {
      const count = await connection.read(bytes.subarray(length));
      if (count === null) return;
      length += count;
    }
  };
  await within(`${size} bytes`, read());
  return bytes.subarray(0, length);
}

/** Reads until the peer shuts down. */
export async function readToEnd(connection: Deno.TcpConn): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  const buffer = new Uint8Array(65_536);
  const read = async (): Promise<void> => {
    for (let size = await connection.read(buffer); size !== null; size = await connection.read(buffer)) {
      parts.push(buffer.slice(0, size));
    }
  };
  await within("the end of the stream", read());
  return new Uint8Array(await new Blob(parts as BlobPart[]).arrayBuffer());
}

/** Writes all of `bytes`. */
export async function writeBytes(connection: Deno.TcpConn, bytes: Uint8Array): Promise<void> {
  for (let sent = 0; sent < bytes.length;) sent += await connection.write(bytes.subarray(sent));
}
