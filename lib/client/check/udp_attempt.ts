import { type Bytes, encodeText } from "../../base/bytes.ts";
import type { Clock } from "../../base/clock.ts";
import { type Endpoint, equalEndpoints } from "../../protocol/endpoint.ts";
import { Failure, noReplyWithin } from "../../protocol/failure.ts";
import { encodeProbe, newRun } from "../../protocol/probe.ts";
import type { Random } from "../../base/random.ts";
import type { Requirement } from "../../protocol/reply/requirement.ts";
import type { Network } from "../../net/network.ts";
import type { UdpSocket } from "../../net/socket.ts";
import { bindFor } from "../bind.ts";
import { Inbox, nothingCame } from "../inbox.ts";
import { type Arrived, datagramsOf, receiveInto } from "../receive.ts";
import { type JudgeOptions, judgeReply, type PatternSearch } from "./judge.ts";
import { mismatch, undecided } from "./mismatch.ts";
import type { CheckCause, CheckTarget } from "./target.ts";

interface UdpCheckerOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly search: PatternSearch;
  readonly stop: AbortSignal;
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
  readonly #search: PatternSearch;
  readonly #stop: AbortSignal;

  private constructor(
    socket: UdpSocket,
    peer: Endpoint,
    target: CheckTarget,
    { clock, random, search, stop }: UdpCheckerOptions,
  ) {
    this.#socket = socket;
    this.#peer = peer;
    this.#clock = clock;
    this.#search = search;
    this.#stop = stop;
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
    const startMs = this.#clock.now();
    const untilMs = startMs + timeoutMs;
    await this.#socket.send(this.#question, this.#peer);
    let last: CheckCause | undefined;
    for (;;) {
      const reply = await this.#inbox.next(untilMs - this.#clock.now());
      if (reply instanceof Failure) throw reply;
      if (reply === nothingCame || reply === undefined) {
        this.#socket.giveUp?.({ deadlineMs: timeoutMs, sinceMs: startMs });
        if (last) return last;
        throw noReplyWithin(saidMs, { transport: "udp", endpoint: this.#peer });
      }
      if (!equalEndpoints(reply.from, this.#peer)) continue;
      const limitMs = untilMs - this.#clock.now();
      const options = { search: this.#search, limitMs, stop: this.#stop };
      const passed = await passes(this.#requirement, reply.bytes, options);
      if (passed) return undefined;
      last = passed === undefined ? undecided(limitMs) : mismatch(this.#requirement, reply.bytes);
    }
  }

  close(): void {
    this.#socket.close();
    this.#inbox.end();
  }
}

/** A datagram is whole; an empty one is an answer too. @returns `undefined` when it took too long. */
async function passes(
  requirement: Requirement,
  reply: Bytes,
  options: JudgeOptions,
): Promise<boolean | undefined> {
  if (requirement.kind === "anything") return true;
  const judgement = await judgeReply(requirement, reply, options);
  return judgement && (judgement === "pass" || judgement === "pass-if-over");
}
