import { onAbort } from "../../base/abort.ts";
import { timer } from "../../base/clock.ts";
import { formatEndpoint } from "../../protocol/endpoint.ts";
import { closedByPeer, Failure, noReplyWithin } from "../../protocol/failure.ts";
import { type TcpConnection, writeAll } from "../../net/socket.ts";
import type { Transmission } from "./ledger.ts";
import type { PingOptions } from "./options.ts";
import { ProbeBytes } from "./probe_bytes.ts";
import { type PingResult, PingRun } from "./run.ts";
import { StreamReplies } from "./stream_replies.ts";

/** Connects once. The signal ends the attempt. @throws {Failure} */
export type Connect = (
  stop: AbortSignal,
) => Promise<{ readonly connection: TcpConnection; readonly tookMs: number }>;

const receiveBufferBytes = 65_536;

/**
 * Pings with a new connection for each probe.
 *
 * @param mode `connect` measures the time to connect and closes the connection; `reconnect` also sends a probe
 * and measures it separately.
 */
export async function pingConnections(
  connect: Connect,
  mode: "connect" | "reconnect",
  peer: string,
  options: PingOptions,
): Promise<PingResult> {
  const run = new PingRun({ transport: "tcp", mode, peer }, options);
  const attempter = new Attempts(connect, mode, run, options);
  const attempts = new Set<Promise<void>>();
  const result = await run.run({
    // Not awaited, because the next probe has its own time.
    send: (transmission) => {
      transmission.sentMs = options.clock.now();
      const attempt = attempter.make(transmission);
      attempts.add(attempt);
      attempt.then(() => attempts.delete(attempt));
    },
  });
  await Promise.all(attempts);
  return result;
}

class Attempts {
  readonly #probes: ProbeBytes;

  constructor(
    readonly connect: Connect,
    readonly mode: "connect" | "reconnect",
    readonly run: PingRun,
    readonly options: PingOptions,
  ) {
    this.#probes = new ProbeBytes(run.name, options.sizeBytes);
  }

  async make(transmission: Transmission): Promise<void> {
    const { run } = this;
    try {
      const { connection, tookMs: connectMs } = await this.connect(run.ended);
      if (this.mode === "reconnect") return await this.#request(transmission, connection, connectMs);
      connection.close();
      const atMs = transmission.sentMs + connectMs;
      const peer = formatEndpoint(connection.peer);
      run.ledger.receive(transmission.number, { atMs, bytes: 0, isAltered: false, peer });
    } catch (error) {
      if (error instanceof Failure) run.fail(transmission, error);
      else if (!run.ended.aborted) throw error;
    }
  }

  async #request(transmission: Transmission, connection: TcpConnection, connectMs: number): Promise<void> {
    const { run, options: { clock, timeoutMs } } = this;
    const { number } = transmission;
    const close = (): void => connection.close();
    let isTimeOver = false;
    using _timer = timer(clock, timeoutMs, () => {
      isTimeOver = true;
      close();
    });
    try {
      using _end = onAbort(run.ended, close);
      const bytes = this.#probes.of(number);
      transmission.sentMs = clock.now();
      // The receive fails with a more precise reason.
      writeAll(connection, bytes).catch(() => {});
      await this.#receive(number, connection, connectMs);
    } catch (error) {
      if (isTimeOver) throw noReplyWithin(timeoutMs, { transport: "tcp", endpoint: connection.peer });
      throw error;
    } finally {
      close();
    }
  }

  async #receive(number: number, connection: TcpConnection, connectMs: number): Promise<void> {
    const { run, options: { clock } } = this;
    const stream = new StreamReplies(this.#probes, (other) => other === number, number);
    const buffer = new Uint8Array(receiveBufferBytes);
    for (;;) {
      const size = await connection.read(buffer);
      const atMs = clock.now();
      if (size === null) throw closedByPeer(connection.peer);
      const replies = stream.push(buffer.subarray(0, size));
      if (replies === "no-echo") return run.endWithoutEcho();
      const [reply] = replies;
      if (reply === undefined) continue;
      const { bytes, isAltered } = reply;
      const peer = formatEndpoint(connection.peer);
      return run.ledger.receive(number, { atMs, bytes, isAltered, connectMs, peer });
    }
  }
}
