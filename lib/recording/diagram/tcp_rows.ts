import { groupThousands } from "../../base/numbers.ts";
import type { Language, Text } from "../../base/text.ts";
import { failureName } from "../../protocol/failure_name.ts";
import { isSameAddress } from "../address.ts";
import type { Call } from "../call.ts";
import type { End } from "../conversations.ts";
import { type Link, provesReset, transfers } from "../links.ts";
import type { Recording } from "../recording.ts";
import { CallRows } from "./call_rows.ts";
import type { Arrow } from "./diagram.ts";
import type { Placement } from "./lifelines.ts";
import type { Draft, Rows } from "./rows.ts";

/** Where a call's connection is drawn. */
interface OwnAndPeer {
  readonly own: number;
  readonly peer: number;
}

/**
 * The rows of TCP calls. A send is an arrow to the lifeline of the peer, whose system puts the bytes into a
 * buffer. The receive that takes them is at the head of the arrow, or further down if it came later.
 */
export class TcpRows extends CallRows {
  readonly #lifelines = new Map<Call, OwnAndPeer>();
  readonly #causes: ReadonlyMap<Call, readonly Link[]>;
  readonly #effects: ReadonlyMap<Call, readonly Link[]>;
  /** How many bytes of a send nobody received, if both sides were recorded. */
  readonly #missing = new Map<Call, number>();
  readonly #arrows = new Map<Call, Draft<Arrow>>();

  constructor(rows: Rows, recording: Recording, placement: Placement, language: Language) {
    super(rows, recording, placement, language);
    this.#causes = Map.groupBy(recording.links, ({ to }) => to);
    this.#effects = Map.groupBy(recording.links, ({ from }) => from);
    for (const conversation of recording.conversations) {
      const ends = conversation.transport === "tcp" ? placement.endsOf(conversation) : undefined;
      if (ends === undefined) continue;
      const { client, server } = conversation;
      const atClient = { own: ends.client, peer: ends.server };
      const atServer = { own: ends.server, peer: ends.client };
      client.calls.forEach((call) => this.#lifelines.set(call, atClient));
      server.calls.forEach((call) => this.#lifelines.set(call, atServer));
      if (client.socket && server.socket) {
        this.#noteMissing(client, server);
        this.#noteMissing(server, client);
      }
      const accept = server.socket?.accept;
      if (accept) this.#lifelines.set(accept, atServer);
    }
  }

  /** If the receiver took fewer bytes than were sent, the last bytes of the stream are the missing ones. */
  #noteMissing(sender: End, receiver: End): void {
    const received = transfers(receiver.calls, "recv").reduce((sum, { bytes }) => sum + bytes, 0);
    let sent = 0;
    for (const call of transfers(sender.calls, "send")) {
      sent += call.bytes;
      this.#missing.set(call, Math.min(call.bytes, Math.max(0, sent - received)));
    }
  }

  protected override draw(call: Call): void {
    if (call.call === "listen" || call.call === "bind") return this.bound(call);
    const place = this.#lifelines.get(call);
    if (place === undefined) {
      // A call of a listening socket. An accept is not drawn if its connection has no lifeline.
      if (call.call !== "accept" || call.failure !== undefined) this.note(call);
      return;
    }
    switch (call.call) {
      case "connect":
        return this.#connect(call, place);
      case "accept":
        return this.#accept(call, place);
      case "send":
        return this.#send(call, place);
      case "recv":
        return this.#receive(call, place);
      default:
        return this.#end(call, place);
    }
  }

  #connect(call: Call, { own, peer }: OwnAndPeer): void {
    const at = this.timeOf(call);
    const ended = at + call.at - call.moment;
    const there = { from: own, to: peer };
    const back = { from: peer, to: own };
    const on = { isInferred: true, standsOn: [own] };
    const { failure } = call;
    if (failure === undefined || failure === "refused" || failure === "timeout" || failure === "reset") {
      // The lifeline may show another address: both ::1 and 127.0.0.1 are this machine.
      const isTold = isSameAddress(this.placement.lifelines[peer]!.address, call.peer);
      this.arrow(
        there,
        at,
        isTold ? "SYN" : this.inLanguage({ en: `SYN to ${call.peer}`, ko: `SYN(목적지 ${call.peer})` }),
        { ...on, tail: this.nameOf(call) },
      );
    }
    if (failure === undefined) {
      this.waited(call, this.arrow(back, ended, "SYN+ACK", on));
      this.#arrows.set(call, this.arrow(there, ended, "ACK", on));
    } else if (failure === "refused" || failure === "reset") {
      const head = this.inLanguage(failureName(failure));
      this.waited(call, this.arrow(back, ended, "RST", { ...on, head, isFailure: true }));
    } else {
      const text = this.failed(call);
      const note = { kind: "note" as const, at: ended, lifeline: own, text, isFailure: true };
      this.waited(call, this.rows.add(note, [own]));
    }
  }

  #accept(call: Call, { own, peer }: OwnAndPeer): void {
    const at = this.timeOf(call);
    const head = `accept ${call.socket} → ${call.accepted}`;
    const cause = this.#causes.get(call)?.find(({ kind }) => kind === "handshake")?.from;
    // Where the lines of a recording contradict each other, the connect may come later.
    const handshake = cause && this.#arrows.get(cause);
    if (handshake === undefined) {
      const on = { isInferred: true, standsOn: [own] };
      this.arrow({ from: peer, to: own }, at, "SYN", on);
      this.arrow({ from: own, to: peer }, at, "SYN+ACK", on);
      this.waited(call, this.arrow({ from: peer, to: own }, at, "ACK", { ...on, head }));
    } else if (!this.joined(handshake, head, call)) this.note(call, head);
  }

  #send(call: Call, place: OwnAndPeer): void {
    if (call.failure !== undefined) return this.#fail(call, place);
    const { own: from, peer: to } = place;
    const at = this.timeOf(call);
    const missing = this.#missing.get(call) ?? 0;
    const isLost = missing > 0 && missing === call.bytes;
    const text = this.inLanguage(this.#sent(call.bytes, missing));
    const tail = this.nameOf(call);
    const arrow = this.arrow({ from, to }, at, text, { tail, isLost, isFailure: isLost, standsOn: [from] });
    this.#arrows.set(call, arrow);
    this.blocked(call, arrow);
  }

  #sent(bytes: number, missing: number): Text {
    const { en, ko } = this.bytes(bytes);
    if (missing === 0) return { en, ko };
    if (missing === bytes) return { en: `${en}, unread`, ko: `${ko}, 읽지 않음` };
    return {
      en: `${en}, ${groupThousands(missing)} unread`,
      ko: `${ko}, ${groupThousands(missing)}바이트 읽지 않음`,
    };
  }

  #receive(call: Call, place: OwnAndPeer): void {
    if (call.failure !== undefined) return this.#fail(call, place);
    const at = this.timeOf(call);
    const name = this.nameOf(call);
    const cause = this.#causes.get(call)?.findLast(({ kind }) => kind === "data" || kind === "fin")?.from;
    // The view of the program: what the call returned.
    const whole = `${name} = ${call.bytes}`;
    const sent = cause && this.#arrows.get(cause);
    if (sent !== undefined) {
      const isWhole = !call.eof && cause!.bytes === call.bytes && this.#effects.get(cause!)!.length === 1;
      if (!this.joined(sent, isWhole ? name : whole, call)) this.note(call, whole);
      return;
    }
    const text = call.eof ? "FIN" : this.inLanguage(this.bytes(call.bytes));
    const arrow = this.arrow({ from: place.peer, to: place.own }, at, text, {
      head: call.eof ? whole : name,
      isInferred: call.eof,
      standsOn: [place.own],
    });
    this.waited(call, arrow);
  }

  #fail(call: Call, place: OwnAndPeer): void {
    if (!provesReset(call, this.socketOf(call).calls)) return this.note(call);
    const cause = this.#causes.get(call)?.find(({ kind }) => kind === "rst")?.from;
    const arrow = cause && this.#arrows.get(cause);
    const at = this.timeOf(call);
    const head = this.told(call);
    if (arrow !== undefined) {
      if (!this.joined(arrow, head, call)) this.note(call);
      return;
    }
    const reset = this.arrow({ from: place.peer, to: place.own }, at, "RST", {
      head,
      isInferred: true,
      isFailure: true,
      standsOn: [place.own],
    });
    this.waited(call, reset);
  }

  #end(call: Call, { own: from, peer: to }: OwnAndPeer): void {
    const proof = this.#effects.get(call)?.find(({ kind }) => kind === "fin" || kind === "rst")?.kind;
    const isShutdown = call.call === "shutdown" && call.failure === undefined;
    if (proof === undefined && !isShutdown) return this.note(call);
    const isReset = proof === "rst";
    const arrow = this.arrow({ from, to }, this.timeOf(call), isReset ? "RST" : "FIN", {
      tail: this.nameOf(call),
      isInferred: true,
      isFailure: isReset,
      standsOn: [from],
    });
    this.#arrows.set(call, arrow);
  }
}
