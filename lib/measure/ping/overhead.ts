import type { Bytes } from "../../base/bytes.ts";
import type { Clock } from "../../base/clock.ts";
import type { Random } from "../../base/random.ts";
import type { TcpConnection } from "../../net/socket.ts";
import type { Statistics } from "../statistics.ts";
import { smallestProbeBytes } from "./options.ts";
import { pingStream } from "./stream.ts";

/** Enough for the runtime to load and compile the code. It takes a few milliseconds. */
const coldProbes = 50;
const warmUpProbes = 2000;
const measuredProbes = 5000;
const here = { host: "127.0.0.1", port: 0 };

/**
 * Measures the time that this program itself adds to every round-trip time: it pings an echo in its own memory,
 * with the same code that pings over a network. The work of the runtime and the system for send and receive is
 * not in it.
 */
export async function measureOverhead(
  { sizeBytes, ...host }: { clock: Clock; random: Random; sizeBytes: number },
): Promise<Statistics | undefined> {
  await pingMemory(warmUpProbes, sizeBytes, host);
  return await pingMemory(measuredProbes, sizeBytes, host) ?? undefined;
}

/**
 * Runs the code of a ping and the runtime's first timer once, so that this does not slow down the first probe.
 */
export async function warmUp(clock: Clock, random: Random): Promise<void> {
  await pingMemory(coldProbes, smallestProbeBytes, { clock, random });
}

async function pingMemory(
  count: number,
  sizeBytes: number,
  host: { clock: Clock; random: Random },
): Promise<Statistics | null> {
  const { summary } = await pingStream(new EchoInMemory(), 0, {
    ...host,
    sizeBytes,
    count,
    intervalMs: 0,
    flood: true,
    timeoutMs: 10_000,
    retransmissions: 0,
    stop: new AbortController().signal,
    report: () => {},
  });
  return summary.rttMs;
}

/** A connection without a peer: everything sent can be received at once. */
class EchoInMemory implements TcpConnection {
  readonly id = "-";
  readonly local = here;
  readonly peer = here;
  #sent: Bytes = new Uint8Array(0);
  #wake = (_hasMore: boolean): void => {};

  async read(buffer: Bytes): Promise<number | null> {
    while (this.#sent.length === 0) {
      const { promise, resolve } = Promise.withResolvers<boolean>();
      this.#wake = resolve;
      if (!await promise) return null;
    }
    const part = this.#sent.subarray(0, buffer.length);
    buffer.set(part);
    this.#sent = this.#sent.subarray(part.length);
    return part.length;
  }

  write(bytes: Bytes): Promise<number> {
    this.#sent = bytes;
    this.#wake(true);
    return Promise.resolve(bytes.length);
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.#wake(false);
  }
}
