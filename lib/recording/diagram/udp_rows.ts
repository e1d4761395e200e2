import type { Language } from "../../base/text.ts";
import type { Call } from "../call.ts";
import type { Conversation } from "../conversations.ts";
import type { Recording } from "../recording.ts";
import { CallRows, formatWait } from "./call_rows.ts";
import type { Arrow } from "./diagram.ts";
import type { Placement } from "./lifelines.ts";
import type { Draft, Rows } from "./rows.ts";

interface OwnAndPeer {
  readonly own: number;
  readonly peer: number;
  readonly peerIsRecorded: boolean;
}

/** A wait for an answer is told from this length on, in milliseconds. */
const longWaitMs = 50;

/** The rows of UDP calls. Each datagram is one arrow. A late arrival has its own row. */
export class UdpRows extends CallRows {
  readonly #lifelines = new Map<Call, OwnAndPeer>();
  readonly #origins: ReadonlyMap<Call, Call>;
  readonly #arrivals: ReadonlyMap<Call, Call>;
  readonly #arrows = new Map<Call, Draft<Arrow>>();
  /** By lifeline: what a client sent last and nobody has answered yet. */
  readonly #unanswered = new Map<number, Call>();
  #tags = 0;

  constructor(rows: Rows, recording: Recording, placement: Placement, language: Language) {
    super(rows, recording, placement, language);
    const datagrams = recording.links.filter(({ kind }) => kind === "datagram");
    this.#origins = new Map(datagrams.map(({ from, to }) => [to, from]));
    this.#arrivals = new Map(datagrams.map(({ from, to }) => [from, to]));
    recording.conversations.forEach((conversation) => this.#placeCalls(conversation));
  }

  #placeCalls(conversation: Conversation): void {
    const ends = conversation.transport === "udp" ? this.placement.endsOf(conversation) : undefined;
    if (ends === undefined) return;
    const { client, server } = conversation;
    const atClient = { own: ends.client, peer: ends.server, peerIsRecorded: server.socket !== undefined };
    const atServer = { own: ends.server, peer: ends.client, peerIsRecorded: client.socket !== undefined };
    client.calls.forEach((call) => this.#lifelines.set(call, atClient));
    server.calls.forEach((call) => this.#lifelines.set(call, atServer));
  }

  protected override draw(call: Call): void {
    const lifeline = this.lifelineOf(call);
    if (lifeline === undefined) return;
    if (this.#tellSilence(call, lifeline)) return;
    const place = this.#lifelines.get(call);
    if (call.call === "bind") this.bound(call);
    else if (call.failure === undefined && call.call === "sendto" && place) this.#send(call, place);
    else if (call.failure === undefined && call.call === "recvfrom" && place) this.#receive(call, place);
    else if (call.failure === "refused" && call.call === "recvfrom") this.#refused(call, lifeline);
    else if (call.peer === undefined || place || call.failure !== undefined) this.note(call);
  }

  /**
   * UDP does not report that no answer will come: the client gave up its receive, or did something else.
   *
   * @returns Whether the call itself is told with it.
   */
  #tellSilence(call: Call, lifeline: number): boolean {
    const asked = this.#unanswered.get(lifeline);
    if (asked === undefined) return false;
    this.#unanswered.delete(lifeline);
    const waitedMs = this.timeOf(call) - this.timeOf(asked);
    const isGivenUp = call.call === "recvfrom" && call.failure === "timeout";
    if (!isGivenUp && (call.call === "recvfrom" || waitedMs < longWaitMs)) return false;
    const waited = formatWait(waitedMs);
    const silence = this.inLanguage({ en: `no answer for ${waited}`, ko: `${waited} 동안 응답 없음` });
    const text = isGivenUp ? `${this.nameOf(call)}: ${silence}` : silence;
    const at = this.timeOf(call);
    const row = this.rows.add({ kind: "note", at, lifeline, text, isFailure: true }, [lifeline]);
    if (isGivenUp) this.waited(call, row);
    return isGivenUp;
  }

  #send(call: Call, { own: from, peer: to, peerIsRecorded }: OwnAndPeer): void {
    const isLost = peerIsRecorded && !this.#arrivals.has(call);
    const { en, ko } = this.bytes(call.bytes);
    const text = this.inLanguage(isLost ? { en: `${en}, lost`, ko: `${ko}, 손실` } : { en, ko });
    const arrow = this.arrow({ from, to }, this.timeOf(call), text, {
      tail: this.nameOf(call),
      isLost,
      isFailure: isLost,
      standsOn: [from],
    });
    this.#arrows.set(call, arrow);
    if (call.side === "client") this.#unanswered.set(from, call);
  }

  #receive(call: Call, { own: to, peer: from }: OwnAndPeer): void {
    const at = this.timeOf(call);
    const { bytes } = call;
    const cut = this.inLanguage({ en: `, cut to ${bytes}`, ko: `, ${bytes}바이트로 잘림` });
    const head = this.nameOf(call) + (call.truncated ? cut : "");
    const origin = this.#origins.get(call);
    const arrow = origin && this.#arrows.get(origin);
    if (arrow === undefined) {
      this.waited(
        call,
        this.arrow({ from, to }, at, this.inLanguage(this.bytes(bytes)), { head, standsOn: [to] }),
      );
    } else if (!this.joined(arrow, head, call)) {
      const tag = arrow.tag = tagOf(this.#tags++);
      this.waited(call, this.rows.add({ kind: "arrival", at, from, to, text: arrow.text, head, tag }, [to]));
    }
  }

  /** Some systems report to a socket that nobody received what it sent. */
  #refused(call: Call, to: number): void {
    const asked = this.socketOf(call).calls.findLast((other) =>
      other.call === "sendto" && this.timeOf(other) <= this.timeOf(call)
    );
    const from = asked && this.#lifelines.get(asked)?.peer;
    if (from === undefined) return this.note(call);
    const arrow = this.arrow({ from, to }, this.timeOf(call), this.inLanguage(icmp), {
      head: this.told(call),
      isInferred: true,
      isFailure: true,
      standsOn: [to],
    });
    this.waited(call, arrow);
  }
}

const icmp = { en: "ICMP unreachable", ko: "ICMP 도달 불가" };

/** `a`, `b`, … `z`, `a2`, … */
function tagOf(index: number): string {
  const round = Math.floor(index / 26);
  return String.fromCharCode(0x61 + index % 26) + (round === 0 ? "" : String(round + 1));
}
