import { type Bytes, concatAll, encodeText } from "../../lib/base/bytes.ts";
import type { Clock } from "../../lib/base/clock.ts";
import type { Endpoint } from "../../lib/protocol/endpoint.ts";
import type { TcpConnection } from "../../lib/net/socket.ts";
import { textOf } from "./bytes.ts";
import { Changes } from "./changes.ts";
import { ManualClock } from "./manual_clock.ts";

/** What the other end does with bytes that it was sent. */
export type Behaviour = (connection: FakeConnection, bytes: Bytes) => void;

/** A connection without a network. The test is its other end: it says what arrives, and when a write is taken. */
export class FakeConnection implements TcpConnection {
  readonly id = "#2";
  readonly local: Endpoint = { host: "127.0.0.1", port: 10825 };
  /** How many bytes one write takes. */
  writeSize = Infinity;
  /** Writes wait for this. */
  gate: Promise<void> | undefined;
  isClosed = false;
  readonly sentAtMs: number[] = [];
  readonly #incoming: (Bytes | null | Error)[] = [];
  readonly #outgoing: Bytes[] = [];
  readonly #changes = new Changes();
  readonly #closed = Promise.withResolvers<never>();
  readonly #cancels: (() => void)[] = [];

  constructor(
    readonly clock: Clock = new ManualClock(),
    readonly behave: Behaviour = () => {},
    readonly peer: Endpoint = { host: "127.0.0.1", port: 50000 },
  ) {
    this.#closed.promise.catch(() => {});
  }

  /** Bytes arrive, now or later. */
  arrive(sent: string | Uint8Array, afterMs = 0): void {
    this.#push(typeof sent === "string" ? encodeText(sent) : sent.slice(), afterMs);
  }

  /** The other end shuts down its sending side. */
  arriveEnd(afterMs = 0): void {
    this.#push(null, afterMs);
  }

  arriveFailure(error: Error, afterMs = 0): void {
    this.#push(error, afterMs);
  }

  get sent(): string {
    return textOf(this.sentBytes);
  }

  get sentBytes(): Bytes {
    return concatAll(this.#outgoing);
  }

  async waitForSent(text: string): Promise<void> {
    await this.#changes.until(JSON.stringify(text), () => this.sent === text);
  }

  /** Rejects when the connection is closed. */
  get closed(): Promise<never> {
    return this.#closed.promise;
  }

  async read(buffer: Bytes): Promise<number | null> {
    while (!this.isClosed) {
      const [first] = this.#incoming;
      if (first === undefined) {
        await this.#changes.next;
        continue;
      }
      if (first instanceof Error) throw first;
      if (first === null) return null;
      const size = Math.min(first.length, buffer.length);
      buffer.set(first.subarray(0, size));
      if (size < first.length) this.#incoming[0] = first.subarray(size);
      else this.#incoming.shift();
      return size;
    }
    return await this.closed;
  }

  async write(bytes: Bytes): Promise<number> {
    if (this.gate !== undefined) await this.gate;
    if (this.isClosed) return await this.closed;
    const taken = bytes.slice(0, this.writeSize);
    this.sentAtMs.push(this.clock.now());
    this.#outgoing.push(taken);
    this.#changes.notify();
    this.behave(this, taken);
    return taken.length;
  }

  closeWrite(): Promise<void> {
    return Promise.resolve();
  }

  close(): void {
    this.isClosed = true;
    this.#cancels.forEach((cancel) => cancel());
    this.#changes.notify();
    this.#closed.reject(new Deno.errors.BadResource("closed"));
  }

  #push(item: Bytes | null | Error, afterMs: number): void {
    if (afterMs > 0) {
      this.#cancels.push(this.clock.after(afterMs, () => this.#push(item, 0)));
      return;
    }
    this.#incoming.push(item);
    this.#changes.notify();
  }
}
