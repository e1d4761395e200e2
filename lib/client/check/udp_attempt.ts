import { type Bytes, encodeText } from "../../base/bytes.ts";
import type { Clock } from "../../base/clock.ts";
import { type Endpoint, equalEndpoints } from "../../protocol/endpoint.ts";
import { Failure, noReplyWithin } from "../../protocol/failure.ts";
import { encodeProbe, newRun } from "../../protocol/probe.ts";
import type { Random } from "../../base/random.ts";
import { judge, type Requirement } from "../../protocol/reply/requirement.ts";
import type { Network } from "../../net/network.ts";
import type { UdpSocket } from "../../net/socket.ts";
import { bindFor } from "../bind.ts";
import { Inbox, nothingCame } from "../inbox.ts";
import { type Arrived, datagramsOf, receiveInto } from "../receive.ts";
import { mismatch } from "./mismatch.ts";
import type { CheckCause, CheckTarget } from "./target.ts";

interface UdpCheckerOptions {
  readonly clock: Clock;
  readonly random: Random;
}

/**
 * Asks a UDP service again and again from one socket. So a reply counts also when it comes while the next
 * question is already out.
 */
export class UdpChecker {
  readonly #socket: UdpSocket;
  readonly #peer: Endpoint;
  readonly #clock: Clock;
  readonly #inbox: Inbox<Arrived | Failure>;
  readonly #question: Bytes;
  readonly #requirement: Requirement;

  private constructor(
    socket: UdpSocket,
    peer: Endpoint,
    target: CheckTarget,
    { clock, random }: UdpCheckerOptions,
  ) {
    this.#socket = socket;
    this.#peer = peer;
    this.#clock = clock;
    this.#inbox = new Inbox(clock);
    this.#question = target.send === undefined
      ? encodeProbe({ run: newRun(random), number: 1 })
      : encodeText(target.send);
    this.#requirement = target.requirement ?? { kind: "anything" };
    receiveInto(this.#inbox, datagramsOf(socket, clock));
  }

  /** @throws {Failure} `unknown-host`, `denied`. */
  static async open(network: Network, target: CheckTarget, options: UdpCheckerOptions): Promise<UdpChecker> {
    const { host, port } = target.endpoint;
    const [address] = await network.resolve(host, "udp", target.family) as [string];
    const peer = { host: address, port };
    return new UdpChecker(await bindFor(network, peer), peer, target, options);
  }

  /**
   * Sends the question and waits for a reply that passes.
   *
   * @param saidMs How long the silence is said to have been: earlier questions were not answered either.
   * @returns Why there was none, or `undefined`.
   * @throws {Failure} `timeout` when nothing came; what the system says of the send.
   */
  async attempt(timeoutMs: number, saidMs: number): Promise<CheckCause | undefined> {
    const untilMs = this.#clock.now() + timeoutMs;
    await this.#socket.send(this.#question, this.#peer);
    let last: CheckCause | undefined;
    for (;;) {
      const reply = await this.#inbox.next(untilMs - this.#clock.now());
      if (reply instanceof Failure) throw reply;
      if (reply === nothingCame || reply === undefined) {
        if (last) return last;
        throw noReplyWithin(saidMs, { transport: "udp", endpoint: this.#peer });
      }
      if (!equalEndpoints(reply.from, this.#peer)) continue;
      if (passes(this.#requirement, reply.bytes)) return undefined;
      last = mismatch(this.#requirement, reply.bytes);
    }
  }

  close(): void {
    this.#socket.close();
    this.#inbox.end();
  }
}

/** A datagram is whole; an empty one is an answer too. */
function passes(requirement: Requirement, reply: Bytes): boolean {
  if (requirement.kind === "anything") return true;
  const judgement = judge(requirement, reply);
  return judgement === "pass" || judgement === "pass-if-over";
}
