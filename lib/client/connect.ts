import { unlessAborted } from "../base/abort.ts";
import type { Clock } from "../base/clock.ts";
import { pause } from "../base/clock.ts";
import { type Endpoint, formatEndpoint } from "../protocol/endpoint.ts";
import { Failure } from "../protocol/failure.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";
import type { Network } from "../net/network.ts";
import type { TcpConnection } from "../net/socket.ts";
import type { AttemptFailed, Connected } from "./event.ts";

export interface OneAttemptOptions {
  readonly clock: Clock;
  /** For each address, in milliseconds. */
  readonly timeoutMs: number;
  readonly family?: 4 | 6 | undefined;
  readonly localPort?: number | undefined;
  readonly stop: AbortSignal;
}

export interface ConnectTcpOptions extends OneAttemptOptions {
  /** How many times to try again after a refused or aborted attempt. */
  readonly retries: number;
  readonly retryDelayMs: number;
  readonly report: (event: AttemptFailed | Connected) => void;
}

/** Failures after which another attempt can succeed: a server that is being restarted refuses or aborts. */
const worthRetrying: ReadonlySet<FailureKind> = new Set(["refused", "aborted", "reset"]);

/**
 * Connects to a server, trying all addresses of its name in turn, and again after a refusal. Every attempt
 * needs a new socket: a socket cannot be used again after `connect` has failed.
 *
 * @throws {Failure} Of the last attempt. The signal's reason when it was aborted.
 */
export async function connectTcp(
  network: Network,
  server: Endpoint,
  options: ConnectTcpOptions,
): Promise<TcpConnection> {
  const { clock, retries, retryDelayMs, report, stop } = options;
  for (let number = 1;; number++) {
    try {
      const { connection, tookMs } = await connectOnce(network, server, options);
      report({
        event: "connected",
        transport: "tcp",
        local: formatEndpoint(connection.local),
        peer: formatEndpoint(connection.peer),
        tookMs,
        attempts: number,
      });
      return connection;
    } catch (error) {
      if (!(error instanceof Failure) || !worthRetrying.has(error.kind) || number > retries) throw error;
      report({ event: "attempt", number, of: retries + 1, failure: error.kind, nextInMs: retryDelayMs });
      await pause(clock, retryDelayMs, stop);
      stop.throwIfAborted();
    }
  }
}

/** When several addresses fail, the failure that came furthest tells most. */
const tellingOrder: readonly FailureKind[] = [
  "reset",
  "aborted",
  "refused",
  "timeout",
  "denied",
  "unreachable",
];

/**
 * Tries all addresses of a server's name in turn, once.
 *
 * @throws {Failure} The one that tells most. The signal's reason when it was aborted.
 */
export async function connectOnce(
  network: Network,
  { host, port }: Endpoint,
  { clock, timeoutMs, family, localPort, stop }: OneAttemptOptions,
): Promise<{ connection: TcpConnection; tookMs: number }> {
  const addresses = await unlessAborted(network.resolve(host, "tcp", family), stop);
  const failures: Failure[] = [];
  for (const address of addresses) {
    const startMs = clock.now();
    try {
      const connection = await network.connectTcp({ host: address, port }, {
        timeoutMs,
        signal: stop,
        localPort,
      });
      return { connection, tookMs: clock.now() - startMs };
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      // A failure of our own port is the same for every address.
      if (error.attempt.call !== "connect") throw error;
      failures.push(error);
    }
  }
  const [telling] = failures.toSorted((a, b) => rank(a) - rank(b)) as [Failure];
  if (addresses.length === 1) throw telling;
  const attempt = { ...telling.attempt, endpoint: { host, port }, tried: addresses };
  throw new Failure(telling.kind, attempt, { cause: telling.cause });
}

function rank({ kind }: Failure): number {
  const index = tellingOrder.indexOf(kind);
  return index === -1 ? tellingOrder.length : index;
}
