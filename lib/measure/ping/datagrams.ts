import { type Endpoint, equalEndpoints, formatEndpoint } from "../../protocol/endpoint.ts";
import { Failure, noReplyWithin } from "../../protocol/failure.ts";
import { maxDatagramBytes } from "../../protocol/datagram.ts";
import { decodeProbe } from "../../protocol/probe.ts";
import type { Datagram, UdpSocket } from "../../net/socket.ts";
import type { Transmission } from "./ledger.ts";
import type { PingOptions } from "./options.ts";
import { isSame, ProbeBytes } from "./probe_bytes.ts";
import { type PingResult, PingRun } from "./run.ts";

/**
 * How long to wait for duplicates, in milliseconds: a copy comes soon after its original. Longer if replies are
 * slow.
 */
const shortestLingerMs = 20;

/**
 * Pings with datagrams, and closes the socket.
 *
 * @param name The name that the person typed for the peer.
 */
export async function pingDatagrams(
  socket: UdpSocket,
  peer: Endpoint,
  name: string,
  options: PingOptions,
): Promise<PingResult> {
  return await new DatagramPing(socket, peer, name, options).start();
}

class DatagramPing {
  readonly #run: PingRun;
  readonly #probes: ProbeBytes;
  #lastSent = 0;
  #hasForeignFromPeer = false;

  constructor(
    readonly socket: UdpSocket,
    readonly peer: Endpoint,
    readonly name: string,
    readonly options: PingOptions,
  ) {
    this.#run = new PingRun({ transport: "udp", mode: "datagram", peer: formatEndpoint(peer) }, options);
    this.#probes = new ProbeBytes(this.#run.name, options.sizeBytes);
  }

  async start(): Promise<PingResult> {
    this.#receiveAll();
    const { timeoutMs } = this.options;
    try {
      const result = await this.#run.run({
        send: (transmission) => this.#send(transmission),
        timeout: () => this.#timeout(),
        lingerMs: (longestRttMs) => Math.min(timeoutMs, Math.max(shortestLingerMs, 3 * longestRttMs)),
      });
      const isNoEcho = result.summary.received === 0 && this.#hasForeignFromPeer;
      if (isNoEcho) this.#run.noteNoEcho();
      return { ...result, isNoEcho };
    } finally {
      this.socket.close();
    }
  }

  async #send(transmission: Transmission): Promise<void> {
    const { number } = transmission;
    const bytes = this.#probes.of(number);
    transmission.sentMs = this.options.clock.now();
    const sent = this.socket.send(bytes, this.peer);
    this.#lastSent = number;
    // The next probe is made while this reply is on its way, so that it need not wait then.
    this.#probes.of(number + 1);
    await sent;
  }

  async #receiveAll(): Promise<void> {
    const buffer = new Uint8Array(maxDatagramBytes + 1);
    const { socket, options: { clock } } = this;
    for (;;) {
      try {
        const datagram = await socket.receive(buffer);
        const atMs = clock.now();
        this.#take(datagram, atMs);
      } catch (error) {
        if (error instanceof Failure) this.#refused(error);
        else if (this.#run.ended.aborted) return;
        else throw error;
      }
    }
  }

  #take({ bytes, from }: Datagram, atMs: number): void {
    const isFromPeer = equalEndpoints(from, this.peer);
    const number = isFromPeer ? this.#numberOf(bytes) : undefined;
    if (number === undefined) {
      this.#hasForeignFromPeer ||= isFromPeer;
      this.#run.ledger.addForeign(bytes.length, formatEndpoint(from));
      return;
    }
    const isAltered = !isSame(bytes, this.#probes.of(number));
    this.#run.ledger.receive(number, { atMs, bytes: bytes.length, isAltered });
  }

  /** The probe that this datagram replies to, changed or not; `undefined` if it is no reply. */
  #numberOf(bytes: Uint8Array): number | undefined {
    const { ledger, name } = this.#run;
    // The usual case.
    if (this.#lastSent > 0 && isSame(bytes, this.#probes.of(this.#lastSent))) return this.#lastSent;
    const probe = decodeProbe(bytes);
    return probe?.run === name && ledger.knows(probe.number) ? probe.number : undefined;
  }

  /**
   * On Windows one receive fails when no socket is bound to the peer's port. Most likely this is about the
   * oldest probe.
   */
  #refused(failure: Failure): void {
    const [oldest] = this.#run.ledger.waiting();
    if (oldest !== undefined) this.#run.fail(oldest, failure);
  }

  #timeout(): Failure {
    const { peer: endpoint, name, options: { timeoutMs } } = this;
    return noReplyWithin(timeoutMs, { transport: "udp", endpoint, name });
  }
}
