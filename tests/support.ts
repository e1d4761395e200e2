import type { Clock } from "../lib/protocol/clock.ts";
import { systemClock } from "../lib/cli/system_clock.ts";
import { Network } from "../lib/net/network.ts";
import { services } from "../lib/protocol/services.ts";
import type { Service } from "../lib/protocol/service.ts";
import type { Endpoint } from "../lib/protocol/endpoint.ts";
import type { ServerEvent, Summary } from "../lib/server/event.ts";
import { serveTcp, type TcpServerOptions } from "../lib/server/tcp_server.ts";
import { serveUdp, type UdpServerOptions } from "../lib/server/udp_server.ts";

/** Nothing that a test waits for takes longer, even on a busy machine. */
export const deadlineMs = 20_000;

/** Rejects when `promise` takes too long, and says what was waited for. */
export async function within<T>(what: string, promise: Promise<T>, limitMs = deadlineMs): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new Error(`waited ${limitMs} ms for ${what}`)), limitMs);
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}

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

/** How capsock is started: from source, or the executable that is under test. */
export const program: readonly string[] = [
  Deno.execPath(),
  "run",
  "--quiet",
  "--allow-net",
  "--no-prompt",
  new URL("../main.ts", import.meta.url).pathname,
];

export interface Finished {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly stdoutBytes: Uint8Array<ArrayBuffer>;
}

/** Runs capsock to its end. */
export async function capsock(args: readonly string[], input: string | Uint8Array = ""): Promise<Finished> {
  await using child = startCapsock(args);
  await child.write(input);
  await child.endInput();
  return await child.finished();
}

/** A capsock that runs in a process of its own; `await using` ends it. */
export interface Child extends AsyncDisposable {
  readonly pid: number;
  write(input: string | Uint8Array): Promise<void>;
  endInput(): Promise<void>;
  kill(signal: Deno.Signal): void;
  /** Waits until standard output or error matches, and gives the match. */
  waitFor(pattern: RegExp, stream?: "stdout" | "stderr"): Promise<RegExpMatchArray>;
  /** Waits for its end. */
  finished(): Promise<Finished>;
}

export function startCapsock(
  args: readonly string[],
  options: { env?: Record<string, string>; clearEnv?: boolean } = {},
): Child {
  return startProgram([...program, ...args], options);
}

/** Starts any program with its three streams piped. */
export function startProgram(
  [command, ...args]: readonly string[],
  options: { env?: Record<string, string>; clearEnv?: boolean; cwd?: string } = {},
): Child {
  const env = { NO_COLOR: "1", LANG: "en_US.UTF-8", ...options.env };
  const child = new Deno.Command(command!, {
    args,
    stdin: "piped",
    stdout: "piped",
    stderr: "piped",
    ...options,
    env,
  }).spawn();
  const streams = { stdout: new Captured(child.stdout), stderr: new Captured(child.stderr) };
  const input = child.stdin.getWriter();
  let inputIsOpen = true;
  const finished = async (): Promise<Finished> => {
    const { code } = await within(`${args.at(-1)} to end`, child.status);
    await Promise.all([streams.stdout.done, streams.stderr.done]);
    const stdoutBytes = streams.stdout.bytes;
    return { code, stdout: streams.stdout.text, stderr: streams.stderr.text, stdoutBytes };
  };
  const endInput = async (): Promise<void> => {
    if (!inputIsOpen) return;
    inputIsOpen = false;
    // The child may have ended without reading it all.
    await input.close().catch(() => {});
  };
  return {
    pid: child.pid,
    write: async (text) => {
      const bytes = typeof text === "string" ? new TextEncoder().encode(text) : text;
      if (bytes.length > 0) await input.write(bytes).catch(() => {});
    },
    endInput,
    kill: (signal) => child.kill(signal),
    waitFor: (pattern, stream = "stdout") => streams[stream].waitFor(pattern),
    finished,
    [Symbol.asyncDispose]: async () => {
      await endInput();
      try {
        child.kill("SIGKILL");
      } catch {
        // It has ended.
      }
      await finished();
    },
  };
}

/** What a stream of a child has brought so far. */
class Captured {
  bytes = new Uint8Array(0);
  readonly done: Promise<void>;
  #wake = (): void => {};
  #ended = false;

  constructor(stream: ReadableStream<Uint8Array>) {
    this.done = this.#readAll(stream);
  }

  get text(): string {
    return new TextDecoder().decode(this.bytes);
  }

  async #readAll(stream: ReadableStream<Uint8Array>): Promise<void> {
    for await (const chunk of stream) {
      const joined = new Uint8Array(this.bytes.length + chunk.length);
      joined.set(this.bytes);
      joined.set(chunk, this.bytes.length);
      this.bytes = joined;
      this.#wake();
    }
    this.#ended = true;
    this.#wake();
  }

  async waitFor(pattern: RegExp): Promise<RegExpMatchArray> {
    const wait = async (): Promise<RegExpMatchArray> => {
      for (;;) {
        const match = this.text.match(pattern);
        if (match !== null) return match;
        if (this.#ended) throw new Error(`the child ended without ${pattern}: ${this.text}`);
        const { promise, resolve } = Promise.withResolvers<void>();
        this.#wake = resolve;
        await promise;
      }
    };
    return await within(String(pattern), wait());
  }
}
