import { type Bytes, encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import type { Datagram, UdpSocket } from "../../lib/net/socket.ts";
import { Changes } from "./changes.ts";
import { ManualClock } from "./manual_clock.ts";

/** What the peer does with a datagram; `count` is that of the socket's datagrams so far. */
export type UdpBehaviour = (socket: FakeUdpSocket, bytes: Bytes, to: Endpoint, count: number) => void;

/** A UDP socket without a network: the test is everybody whom it talks to. */
export class FakeUdpSocket implements UdpSocket {
  readonly id = "#1";
  readonly local: Endpoint = { host: "127.0.0.1", port: 11758 };
  readonly sent: { bytes: Bytes; to: Endpoint; atMs: number }[] = [];
  /** Sends wait for this. */
  gate: Promise<void> | undefined;
  /** Why sending fails. */
  failure: Error | undefined;
  isClosed = false;
  readonly #incoming: (Omit<Datagram, "truncated"> | Error)[] = [];
  readonly #changes = new Changes();
  readonly #cancels: (() => void)[] = [];

  constructor(readonly clock: Clock = new ManualClock(), readonly behave: UdpBehaviour = () => {}) {}

  /** A datagram arrives, now or later. */
  arrive(sent: string | Uint8Array, { afterMs = 0, host = "127.0.0.1", port = 50000 } = {}): void {
    const bytes = typeof sent === "string" ? encodeText(sent) : sent.slice();
    this.#push({ bytes, from: { host, port } }, afterMs);
  }

  arriveFailure(error: Error): void {
    this.#push(error, 0);
  }

  async receive(buffer: Bytes): Promise<Datagram> {
    while (!this.isClosed) {
      const next = this.#incoming.shift();
      if (next instanceof Error) throw next;
      if (next === undefined) {
        await this.#changes.next;
        continue;
      }
      const truncated = next.bytes.length >= buffer.length;
      const bytes = next.bytes.subarray(0, truncated ? buffer.length - 1 : undefined);
      buffer.set(bytes);
      return { bytes: buffer.subarray(0, bytes.length), from: next.from, truncated };
    }
    throw new Deno.errors.Interrupted("closed");
  }

  async send(bytes: Bytes, to: Endpoint): Promise<void> {
    if (this.gate !== undefined) await this.gate;
    if (this.isClosed) throw new Deno.errors.BadResource("closed");
    const copy = bytes.slice();
    this.sent.push({ bytes: copy, to, atMs: this.clock.now() });
    if (this.failure !== undefined) throw this.failure;
    this.behave(this, copy, to, this.sent.length);
  }

  close(): void {
    this.isClosed = true;
    this.#cancels.forEach((cancel) => cancel());
    this.#changes.notify();
  }

  #push(item: Omit<Datagram, "truncated"> | Error, afterMs: number): void {
    if (afterMs > 0) {
      this.#cancels.push(this.clock.after(afterMs, () => this.#push(item, 0)));
      return;
    }
    this.#incoming.push(item);
    this.#changes.notify();
  }
}
