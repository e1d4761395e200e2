import type { Socket as NodeSocket } from "node:net";
import { unlessAborted } from "../base/abort.ts";
import type { Bytes } from "../base/bytes.ts";
import { type Endpoint, localAddressFor, unmapIpv4 } from "../protocol/endpoint.ts";
import type { SocketCall } from "../protocol/call.ts";
import { Failure } from "../protocol/failure.ts";
import type { Attempt } from "../protocol/attempt.ts";
import { toFailure } from "./failure.ts";
import { requirePermission } from "./permissions.ts";
import type { TcpConnection } from "./socket.ts";

/**
 * Connects from a given local port. `Deno.connect` cannot bind one, `node:net` can; it is slower (about
 * 40 % more round-trip time), so nothing else goes through it.
 *
 * @throws {Failure} `in-use` or `privileged-port` for the local port; the rest as the runtime throws it.
 */
export async function connectFromPort(
  id: string,
  endpoint: Endpoint,
  localPort: number,
  signal: AbortSignal,
): Promise<TcpConnection> {
  // Older runtimes report a denied address as a refused connection here.
  requirePermission(endpoint);
  const { connect } = await import("node:net");
  signal.throwIfAborted();
  const host = unmapIpv4(endpoint.host);
  const localAddress = localAddressFor(host);
  // Nobody could catch what node:net throws for an address that it may not bind.
  requirePermission({ host: localAddress, port: localPort });
  const socket = connect({
    host,
    port: endpoint.port,
    localAddress,
    localPort,
    allowHalfOpen: true,
  });
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  socket.once("connect", resolve);
  socket.once("error", reject);
  try {
    await unlessAborted(promise, signal);
    if (socket.localPort !== localPort) throw new Error("the runtime did not bind the local port");
    return new NodeConnection(id, socket);
  } catch (error) {
    socket.destroy();
    throw namedAfterLocalPort(error, { host: localAddress, port: localPort });
  }
}

/** An error of `bind` is about our own port, not about the peer. */
function namedAfterLocalPort(error: unknown, local: Endpoint): unknown {
  const { syscall, code } = error as { syscall?: string; code?: string };
  const attempt: Attempt = { call: "bind", transport: "tcp", endpoint: local };
  // Our port is already connected to that peer. Up to 2.8 this comes as "refused" and cannot be recognized.
  if (syscall === "connect" && code === "EINVAL") return new Failure("in-use", attempt, { cause: error });
  if (syscall !== "bind" && code !== "EADDRINUSE" && code !== "EACCES") return error;
  return toFailure(error, attempt);
}

/** Makes a connection of `node:net`, which pushes data, readable like a connection of the runtime. */
class NodeConnection implements TcpConnection {
  readonly local: Endpoint;
  readonly peer: Endpoint;
  readonly #socket: NodeSocket;
  #error: Error | undefined;
  #ended = false;
  #closed = false;
  #wake = (): void => {};

  constructor(readonly id: string, socket: NodeSocket) {
    this.#socket = socket;
    this.local = { host: unmapIpv4(socket.localAddress ?? ""), port: socket.localPort ?? 0 };
    this.peer = { host: unmapIpv4(socket.remoteAddress ?? ""), port: socket.remotePort ?? 0 };
    socket.setNoDelay(true);
    socket.on("readable", () => this.#wake());
    socket.on("end", () => {
      this.#ended = true;
      this.#wake();
    });
    socket.on("error", (error: Error) => {
      this.#error = error;
      this.#wake();
    });
    socket.on("close", () => this.#wake());
  }

  async read(buffer: Bytes): Promise<number | null> {
    for (;;) {
      const size = Math.min(buffer.length, this.#socket.readableLength);
      const chunk: Uint8Array | null = size > 0 ? this.#socket.read(size) : null;
      if (chunk !== null) {
        buffer.set(chunk);
        return chunk.length;
      }
      if (this.#error) throw this.#failure("recv", this.#error);
      if (this.#ended) return null;
      if (this.#socket.destroyed) throw new Deno.errors.BadResource("the connection is closed");
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      // This also starts the stream, so that it notices its end.
      this.#socket.read(0);
      await promise;
    }
  }

  async write(bytes: Bytes): Promise<number> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    // The caller reuses the memory after this returns, but the stream may still need it.
    this.#socket.write(bytes.slice(), (error) => error ? reject(error) : resolve());
    try {
      await promise;
      return bytes.length;
    } catch (error) {
      throw this.#failure("send", error);
    }
  }

  async closeWrite(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#socket.end(() => resolve());
    await promise;
  }

  close(): void {
    this.#closed = true;
    this.#socket.destroy();
    this.#wake();
  }

  /** Translates errors of the stream into those of the runtime's connection: we closed it, or we shut it down. */
  #failure(call: SocketCall, error: unknown): Failure {
    const attempt: Attempt = { call, transport: "tcp", endpoint: this.peer };
    if (this.#closed) throw new Deno.errors.BadResource("the connection is closed");
    const isShutDown = (error as { code?: string }).code === "ERR_STREAM_WRITE_AFTER_END";
    return isShutDown ? new Failure("broken-pipe", attempt, { cause: error }) : toFailure(error, attempt);
  }
}
