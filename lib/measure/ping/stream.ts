import { untilAborted } from "../../base/abort.ts";
import { formatEndpoint } from "../../protocol/endpoint.ts";
import { closedByPeer, Failure, noReplyWithin } from "../../protocol/failure.ts";
import { type TcpConnection, writeAll } from "../../net/socket.ts";
import type { Transmission } from "./ledger.ts";
import type { PingOptions } from "./options.ts";
import { ProbeBytes } from "./probe_bytes.ts";
import { type PingResult, PingRun } from "./run.ts";
import { StreamReplies } from "./stream_replies.ts";

const receiveBufferBytes = 65_536;

/**
 * Pings over one connection, and closes it. It receives all the time: so the time of a reply is when it came,
 * and a large probe and its large reply cannot block each other.
 *
 * @param connectMs How long connecting took.
 */
export async function pingStream(
  connection: TcpConnection,
  connectMs: number,
  options: PingOptions,
): Promise<PingResult> {
  const stream = new StreamPing(connection, options);
  stream.run.ledger.addConnect(connectMs);
  return await stream.start();
}

class StreamPing {
  readonly run: PingRun;
  readonly #probes: ProbeBytes;
  readonly #replies: StreamReplies;
  /** The transmission that the system has not taken completely, and a promise that resolves when it has. */
  #sending: Transmission | undefined;
  #sent = Promise.resolve();

  constructor(readonly connection: TcpConnection, readonly options: PingOptions) {
    this.run = new PingRun(
      { transport: "tcp", mode: "stream", peer: formatEndpoint(connection.peer) },
      options,
    );
    const { ledger, name } = this.run;
    this.#probes = new ProbeBytes(name, options.sizeBytes);
    this.#replies = new StreamReplies(this.#probes, (number) => ledger.knows(number));
  }

  async start(): Promise<PingResult> {
    this.#receiveAll();
    try {
      return await this.run.run({
        // When the connection is closed, the runtime may leave a blocked write pending forever.
        ready: () => this.#sending && untilAborted(this.#sent, this.run.ended),
        send: (transmission) => this.#send(transmission),
        timeout: (transmission) => this.#timeout(transmission),
      });
    } finally {
      this.connection.close();
    }
  }

  #send(transmission: Transmission): void {
    const { connection, run } = this;
    const bytes = this.#probes.of(transmission.number);
    this.#sending = transmission;
    transmission.sentMs = this.options.clock.now();
    this.#sent = writeAll(connection, bytes).then(() => this.#sending = undefined, (error) => {
      if (error instanceof Failure) run.endWith(error);
      else if (!run.ended.aborted) throw error;
    });
    // The next probe is made while this reply is on its way, so that it need not wait then.
    this.#probes.of(transmission.number + 1);
  }

  async #receiveAll(): Promise<void> {
    const { connection, run, options: { clock } } = this;
    const buffer = new Uint8Array(receiveBufferBytes);
    try {
      for (;;) {
        const size = await connection.read(buffer);
        const atMs = clock.now();
        if (size === null) {
          const idle = run.ledger.unsettled === 0;
          return run.endWith(closedByPeer(connection.peer, { idle }));
        }
        const replies = this.#replies.push(buffer.subarray(0, size));
        if (replies === "no-echo") return run.endWithoutEcho();
        for (const { number, ...reply } of replies) run.ledger.receive(number, { ...reply, atMs });
      }
    } catch (error) {
      if (error instanceof Failure) run.endWith(error);
      else if (!run.ended.aborted) throw error;
    }
  }

  #timeout(transmission: Transmission): Failure {
    const { connection: { peer: endpoint }, options: { timeoutMs: deadlineMs } } = this;
    if (transmission !== this.#sending) return noReplyWithin(deadlineMs, { transport: "tcp", endpoint });
    // A part of a probe has been sent, so nothing else can follow.
    const stalled = new Failure("timeout", { call: "send", transport: "tcp", endpoint, deadlineMs });
    this.run.endWith(stalled);
    return stalled;
  }
}
