import { formatDuration } from "../../base/duration.ts";
import { count, groupThousands } from "../../base/numbers.ts";
import type { Language, Text } from "../../base/text.ts";
import { noSocket } from "../../protocol/event.ts";
import { failureName } from "../../protocol/failure_name.ts";
import type { SocketCall } from "../../protocol/call.ts";
import type { Call } from "../call.ts";
import type { Recording } from "../recording.ts";
import type { RecordedSocket } from "../sockets.ts";
import type { Arrow, Row } from "./diagram.ts";
import type { Placement } from "./lifelines.ts";
import type { Draft, Rows } from "./rows.ts";

/** The parts that the rows of TCP and UDP share. */
export abstract class CallRows {
  readonly #sockets: ReadonlyMap<Call, RecordedSocket>;
  /** When the last call on a socket returned. */
  readonly #returnedAt = new Map<RecordedSocket, number>();

  constructor(
    protected readonly rows: Rows,
    protected readonly recording: Recording,
    protected readonly placement: Placement,
    protected readonly language: Language,
  ) {
    this.#sockets = new Map(
      recording.sockets.flatMap((socket) => socket.calls.map((call) => [call, socket] as const)),
    );
  }

  /** Adds the rows of one call. Calls come in causal order. */
  write(call: Call): void {
    this.draw(call);
    this.#returnedAt.set(this.socketOf(call), this.#returned(call));
  }

  protected abstract draw(call: Call): void;

  #returned(call: Call): number {
    return this.timeOf(call) + call.at - call.moment;
  }

  /**
   * A call has waited until this row. A program may receive all the time: what it waits for begins with its last
   * call before.
   */
  protected waited<R extends Row>(call: Call, row: Draft<R>): void {
    const lifeline = this.lifelineOf(call);
    if (lifeline === undefined || !waiting.has(call.call)) return;
    const since = this.#returned(call) - call.tookMs;
    const last = this.#returnedAt.get(this.socketOf(call)) ?? -Infinity;
    this.rows.waitUntil(row, lifeline, Math.max(since, last));
  }

  /** A call that sends has its row where it begins. */
  protected blocked<R extends Row>(call: Call, row: Draft<R>): void {
    const lifeline = this.lifelineOf(call);
    if (lifeline !== undefined) this.rows.waitFrom(row, lifeline, this.#returned(call));
  }

  /** Moves a call into the row of the arrow that it received. @returns Whether that worked. */
  protected joined(arrow: Draft<Arrow>, head: string, call: Call): boolean {
    const isJoined = this.rows.join(arrow, head, this.timeOf(call));
    if (isJoined) this.waited(call, arrow);
    return isJoined;
  }

  protected socketOf(call: Call): RecordedSocket {
    return this.#sockets.get(call)!;
  }

  protected lifelineOf(call: Call): number | undefined {
    return this.placement.lifelineOf(this.socketOf(call));
  }

  protected timeOf(call: Call): number {
    return this.recording.timeOf(call);
  }

  /** The name of a call, with the number of its socket if the lifeline has several sockets. */
  protected nameOf(call: Call): string {
    const lifeline = this.lifelineOf(call);
    const isPlain = lifeline === undefined || call.socket === noSocket ||
      !this.placement.hasSeveral(lifeline);
    return isPlain ? call.call : `${call.call} ${call.socket}`;
  }

  protected inLanguage(text: Text): string {
    return text[this.language];
  }

  protected bytes(bytes: number): Text {
    return { en: count(bytes, "byte"), ko: `${groupThousands(bytes)}바이트` };
  }

  /** A call with what the system told it: `recv: reset`. */
  protected told(call: Call): string {
    return `${this.nameOf(call)}: ${this.inLanguage(failureName(call.failure!))}`;
  }

  protected failed(call: Call): string {
    const [name, { en, ko }] = [this.nameOf(call), failureName(call.failure!)];
    if (call.failure !== "timeout") {
      return this.inLanguage({ en: `${name} failed: ${en}`, ko: `${name} 실패: ${ko}` });
    }
    const waited = formatWait(call.tookMs);
    return this.inLanguage({
      en: `${name} failed: ${en} after ${waited}`,
      ko: `${name} 실패: ${ko}(${waited})`,
    });
  }

  protected note(
    call: Call,
    text = call.failure === undefined ? this.nameOf(call) : this.failed(call),
  ): void {
    const lifeline = this.lifelineOf(call);
    if (lifeline === undefined) return;
    const isFailure = call.failure !== undefined;
    const at = this.timeOf(call);
    this.waited(call, this.rows.add({ kind: "note", at, lifeline, text, isFailure }, [lifeline]));
  }

  /** A call that gives a socket its address. The address is told where the lifeline's head does not tell it. */
  protected bound(call: Call): void {
    const lifeline = this.lifelineOf(call);
    if (lifeline === undefined) return;
    const isTold = this.placement.lifelines[lifeline]!.address === call.local;
    const what = call.failure === undefined ? this.nameOf(call) : this.failed(call);
    this.note(call, isTold || call.local === undefined ? what : `${what} ${call.local}`);
  }

  protected arrow(
    ends: { readonly from: number; readonly to: number },
    at: number,
    text: string,
    more: Partial<Arrow> & { readonly standsOn?: readonly number[] },
  ): Draft<Arrow> {
    const { standsOn = [], ...rest } = more;
    const arrow: Arrow = {
      kind: "arrow",
      at,
      text,
      isInferred: false,
      isLost: false,
      isFailure: false,
      ...ends,
      ...rest,
    };
    return this.rows.add(arrow, standsOn);
  }
}

/** The calls that wait for the other side. */
const waiting: ReadonlySet<SocketCall> = new Set(["accept", "connect", "recv", "recvfrom"]);

/** A wait, as precisely as a person notices it. */
export function formatWait(milliseconds: number): string {
  return formatDuration(Number(milliseconds.toPrecision(2)));
}
