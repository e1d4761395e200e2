import type { Endpoint } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import { connectFromPort } from "./fixed_port.ts";
import type { TcpConnection } from "./socket.ts";
import { RuntimeConnection } from "./tcp.ts";

export interface ConnectOptions {
  /** How long one attempt may take, in milliseconds. */
  readonly timeoutMs: number;
  readonly signal?: AbortSignal | undefined;
  /** The local port. Without it the system chooses one. */
  readonly localPort?: number | undefined;
}

/**
 * Connects to a literal address and ends the attempt after `timeoutMs`.
 *
 * @throws {Failure} `timeout` for our own deadline. The signal's reason when it was aborted. Otherwise what
 * the runtime throws.
 */
export async function openConnection(
  id: string,
  endpoint: Endpoint,
  { timeoutMs, signal, localPort }: ConnectOptions,
): Promise<TcpConnection> {
  signal?.throwIfAborted();
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(), Math.max(0, timeoutMs));
  const stop = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
  try {
    if (localPort !== undefined) return await connectFromPort(id, endpoint, localPort, stop);
    const { host, port } = endpoint;
    return new RuntimeConnection(id, await Deno.connect({ hostname: host, port, signal: stop }));
  } catch (error) {
    signal?.throwIfAborted();
    if (deadline.signal.aborted) {
      throw new Failure("timeout", { call: "connect", transport: "tcp", endpoint, deadlineMs: timeoutMs });
    }
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
