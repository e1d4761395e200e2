import type { Bytes } from "../../../lib/base/bytes.ts";
import type { Endpoint } from "../../../lib/protocol/endpoint.ts";
import { Failure, type FailureKind } from "../../../lib/protocol/failure.ts";
import { Network } from "../../../lib/net/network.ts";
import type { Datagram, UdpSocket } from "../../../lib/net/socket.ts";
import { decodeProbe } from "../../../lib/protocol/probe.ts";
import { ManualClock } from "../../protocol/support.ts";
import { copyOf, serverEndpoint } from "./support.ts";

/** A datagram that came to the server, and what it may do with it. */
export interface Arrival {
  readonly socket: FakeSocket;
  /** Counted from 1 on each socket, and the one on the wire. */
  readonly count: number;
  readonly number: number;
  readonly bytes: Bytes;
  /** Sends something back, at once or later. */
  answer(bytes?: Uint8Array, afterMs?: number, from?: Endpoint): void;
}

export type UdpBehaviour = (arrival: Arrival) => void;

/** A socket to which the test sends. */
export class FakeSocket implements UdpSocket {
  readonly id = "#1";
  readonly local = { host: "127.0.0.1", port: 40_000 };
  readonly sentAtMs: number[] = [];
  isClosed = false;
  /** Why sending fails. */
  failure: FailureKind | undefined;
  #incoming: (Omit<Datagram, "truncated"> | Failure)[] = [];
  #wake = (): void => {};
  readonly #cancels: (() => void)[] = [];

  constructor(readonly clock: ManualClock, readonly behave: UdpBehaviour) {}

  async receive(buffer: Bytes): Promise<Datagram> {
    while (this.#incoming.length === 0) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#wake = resolve;
      await promise;
      if (this.isClosed) throw new Deno.errors.Interrupted("closed meanwhile");
    }
    const first = this.#incoming.shift()!;
    if (first instanceof Failure) throw first;
    const truncated = first.bytes.length >= buffer.length;
    const bytes = first.bytes.subarray(0, truncated ? buffer.length - 1 : undefined);
    buffer.set(bytes);
    return { bytes: buffer.subarray(0, bytes.length), from: first.from, truncated };
  }

  send(bytes: Bytes, to: Endpoint): Promise<void> {
    this.sentAtMs.push(this.clock.now());
    if (this.failure !== undefined) return Promise.reject(this.#failureOf(this.failure));
    const copy = copyOf(bytes);
    this.behave({
      socket: this,
      count: this.sentAtMs.length,
      number: decodeProbe(copy)!.number,
      bytes: copy,
      answer: (reply = copy, afterMs = 0, from = to) => this.give({ bytes: copyOf(reply), from }, afterMs),
    });
    return Promise.resolve();
  }

  /** Brings a datagram, at once or later. */
  give(datagram: Omit<Datagram, "truncated"> | FailureKind, afterMs = 0): void {
    if (afterMs > 0) {
      this.#cancels.push(this.clock.after(afterMs, () => this.give(datagram)));
      return;
    }
    this.#incoming.push(typeof datagram === "string" ? this.#failureOf(datagram) : datagram);
    this.#wake();
  }

  #failureOf(kind: FailureKind): Failure {
    return new Failure(kind, { call: "sendto", transport: "udp", endpoint: serverEndpoint });
  }

  close(): void {
    this.isClosed = true;
    this.#cancels.forEach((cancel) => cancel());
    this.#wake();
  }
}

/** A network with one UDP server in it. */
export class FakeUdp extends Network {
  readonly sockets: FakeSocket[] = [];

  constructor(readonly clock: ManualClock, public behave: UdpBehaviour) {
    super({ clock, side: "client" });
  }

  override requireUdpPeer(): void {}

  override resolve(host: string): Promise<string[]> {
    return Promise.resolve([host]);
  }

  override bindUdp(): Promise<UdpSocket> {
    const socket = new FakeSocket(this.clock, (arrival) => this.behave(arrival));
    this.sockets.push(socket);
    return Promise.resolve(socket);
  }
}

/** A fake clock and a UDP server on it. */
export function fakeUdp(behave: UdpBehaviour = ({ answer }) => answer(undefined, 1)) {
  const clock = new ManualClock();
  return { clock, network: new FakeUdp(clock, behave) };
}
