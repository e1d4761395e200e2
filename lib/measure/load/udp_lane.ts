import type { Bytes } from "../../base/bytes.ts";
import { type Endpoint, equalEndpoints } from "../../protocol/endpoint.ts";
import { Failure } from "../../protocol/failure.ts";
import { newRun } from "../../protocol/probe.ts";
import { randomInteger } from "../../base/random.ts";
import type { UdpSocket } from "../../net/socket.ts";
import { InFlight } from "./in_flight.ts";
import type { Lane } from "./lane.ts";
import type { LaneOptions } from "./lane_options.ts";
import { receiveQueueLength } from "./receive_queue.ts";
import { Comparable, sameBytes } from "../../base/same_bytes.ts";
import { SlotQueue } from "./slot_queue.ts";
import { fillerStart, numberStart, probeTemplate, readNumber, writeNumber } from "./template.ts";

const smallestBufferBytes = 2048;

/** How many given-up datagrams are remembered. A reply to an older one counts as a duplicate. */
const mostGivenUp = 100_000;

/**
 * One socket with numbered datagrams. A reply is matched by its number, so a late, repeated or foreign reply is
 * never taken for the reply to another datagram. A datagram without a reply in time is given up and makes room.
 *
 * The lane sends one datagram at a time. If several wait for a socket, the runtime sends the last one first, and
 * this program itself would reorder them.
 */
export class UdpLane implements Lane {
  isOpen = true;
  readonly ended: Promise<Failure | undefined>;
  readonly #socket: UdpSocket;
  readonly #peer: Endpoint;
  readonly #options: LaneOptions;
  readonly #inFlight: InFlight;
  readonly #template: Comparable;
  readonly #received: Comparable;
  /**
   * The bytes to send, one buffer for each slot: the runtime may still need a datagram when the next one is
   * sent.
   */
  readonly #out: Bytes;
  readonly #views: (Bytes | undefined)[] = [];
  readonly #unsent: SlotQueue;
  #isSending = false;
  /**
   * Datagrams that were given up but may still get a reply, and whether our own full buffer may have dropped
   * it.
   */
  readonly #givenUp = new Map<number, boolean>();
  readonly #queueLength: number;
  readonly #resolve: (failure: Failure | undefined) => void;
  #highestOrder = 0;
  /** Whether our own receive buffer may have been full since the datagrams in it were sent. */
  #mayOverflow = false;

  constructor(socket: UdpSocket, peer: Endpoint, options: LaneOptions) {
    const { plan, random } = options;
    const { highest } = plan.sizes;
    const { promise, resolve } = Promise.withResolvers<Failure | undefined>();
    this.ended = promise;
    this.#resolve = resolve;
    this.#socket = socket;
    this.#peer = peer;
    this.#options = options;
    this.#inFlight = new InFlight(plan.pipeline);
    this.#unsent = new SlotQueue(plan.pipeline);
    const template = probeTemplate(newRun(random), highest);
    this.#template = Comparable.ofLength(highest);
    this.#template.bytes.set(template);
    this.#out = new Uint8Array(highest * plan.pipeline);
    for (let at = 0; at < this.#out.length; at += highest) this.#out.set(template, at);
    this.#received = Comparable.ofLength(Math.max(smallestBufferBytes, highest + 1));
    this.#queueLength = receiveQueueLength(highest);
    this.#receiveAll();
  }

  send(startMs: number, nowMs: number): void {
    const { plan: { sizes: { lowest, highest } }, random } = this.#options;
    const size = lowest === highest ? highest : randomInteger(random, lowest, highest);
    const slot = this.#inFlight.take(startMs, nowMs, size);
    if (this.#inFlight.count > this.#queueLength) this.#mayOverflow = true;
    writeNumber(this.#out, slot * highest + numberStart, this.#inFlight.numberOf(slot));
    if (this.#isSending) this.#unsent.put(slot);
    else this.#sendSlot(slot);
  }

  #sendSlot(slot: number): void {
    const { plan: { sizes: { highest } }, tally } = this.#options;
    const at = slot * highest;
    const size = this.#inFlight.bytes[slot]!;
    const datagram = size === highest
      ? this.#views[slot] ??= this.#out.subarray(at, at + highest)
      : this.#out.subarray(at, at + size);
    this.#isSending = true;
    this.#socket.send(datagram, this.#peer).then(this.#sent, this.#failed);
    tally.counts.bytesOut += size;
  }

  readonly #sent = (): void => {
    this.#isSending = false;
    if (this.isOpen && this.#unsent.length > 0) this.#sendSlot(this.#unsent.take());
  };

  expire(nowMs: number, timeoutMs: number): void {
    const { pacer } = this.#options;
    for (let slot = 0; slot < this.#inFlight.length; slot++) {
      if (!this.#inFlight.isUsed(slot) || nowMs - this.#inFlight.sentMs[slot]! < timeoutMs) continue;
      this.#giveUp(slot, nowMs);
      pacer.freed(this, nowMs);
    }
  }

  #giveUp(slot: number, nowMs: number): void {
    const number = this.#inFlight.numberOf(slot);
    const possiblyHere = this.#mayOverflow;
    this.#release(slot);
    if (!this.#inFlight.isCounted(number)) return;
    const { tally } = this.#options;
    tally.lost(this.#inFlight.startMs[slot]!, nowMs);
    if (possiblyHere) tally.counts.lostPossiblyHere++;
    this.#givenUp.set(number, possiblyHere);
    if (this.#givenUp.size > mostGivenUp) this.#givenUp.delete(this.#givenUp.keys().next().value!);
  }

  #release(slot: number): void {
    this.#inFlight.release(slot);
    if (this.#inFlight.count === 0) this.#mayOverflow = false;
  }

  restart(): void {
    this.#inFlight.restart();
    this.#givenUp.clear();
  }

  end(failure?: Failure): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    this.#socket.close();
    const { pacer, clock } = this.#options;
    const nowMs = clock.now();
    for (let slot = 0; slot < this.#inFlight.length; slot++) {
      if (!this.#inFlight.isUsed(slot)) continue;
      this.#giveUp(slot, nowMs);
      pacer.settled(nowMs);
    }
    this.#resolve(failure);
  }

  async #receiveAll(): Promise<void> {
    for (;;) {
      try {
        const { bytes, from, truncated } = await this.#socket.receive(this.#received.bytes);
        if (!this.isOpen) return;
        this.#receive(bytes.length, from, truncated);
      } catch (error) {
        if (!this.isOpen) return;
        if (!(error instanceof Failure)) throw error;
        // On Windows one receive fails when no socket is bound to the peer's port. The socket still works.
        this.#options.fail(error);
      }
    }
  }

  #receive(length: number, from: Endpoint, truncated: boolean): void {
    const { tally, clock, pacer, plan } = this.#options;
    const { counts } = tally;
    const nowMs = clock.now();
    counts.bytesIn += length;
    if (!equalEndpoints(from, this.#peer) || !this.#beginsLikeOurs(length)) {
      counts.foreign++;
      return;
    }
    tally.lastHeardMs = nowMs;
    const inFlight = this.#inFlight;
    const number = readNumber(this.#received.bytes, numberStart);
    const slot = inFlight.slotOf(number);
    if (slot === -1) return this.#countUnexpected(number);
    if (nowMs - inFlight.sentMs[slot]! >= plan.timeoutMs) {
      // It was overdue before the timer noticed.
      this.#giveUp(slot, nowMs);
      this.#countUnexpected(number);
    } else {
      if (inFlight.isCounted(number)) this.#countReply(slot, length, truncated, nowMs);
      this.#release(slot);
    }
    pacer.freed(this, nowMs);
  }

  #countReply(slot: number, length: number, truncated: boolean, nowMs: number): void {
    const { tally, plan } = this.#options;
    const inFlight = this.#inFlight;
    if (inFlight.order[slot]! < this.#highestOrder) tally.counts.outOfOrder++;
    else this.#highestOrder = inFlight.order[slot]!;
    const isRight = !truncated && length === inFlight.bytes[slot] &&
      (!plan.verify || this.#isUnaltered(length));
    if (isRight) tally.answered(inFlight.startMs[slot]!, nowMs);
    else tally.counts.altered++;
  }

  /** From the byte after the number on. */
  #isUnaltered(length: number): boolean {
    const separator = fillerStart - 1;
    return this.#received.bytes[separator] === this.#template.bytes[separator] &&
      sameBytes(this.#received, fillerStart, this.#template, fillerStart, length - fillerStart);
  }

  /** Up to the number. */
  #beginsLikeOurs(length: number): boolean {
    return length >= fillerStart && sameBytes(this.#received, 0, this.#template, 0, numberStart);
  }

  #countUnexpected(number: number): void {
    const { counts } = this.#options.tally;
    if (number === -1 || !this.#inFlight.wasSent(number)) {
      counts.foreign++;
      return;
    }
    if (!this.#inFlight.isCounted(number)) return;
    const possiblyHere = this.#givenUp.get(number);
    if (possiblyHere === undefined) {
      counts.duplicates++;
      return;
    }
    this.#givenUp.delete(number);
    counts.late++;
    counts.lost--;
    if (possiblyHere) counts.lostPossiblyHere--;
  }

  /** A datagram that could not be sent is lost. The timeout finds it. */
  readonly #failed = (error: unknown): void => {
    if (!this.isOpen) return;
    if (!(error instanceof Failure)) throw error;
    this.#options.fail(error);
    this.#sent();
  };
}
