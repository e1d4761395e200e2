import { count, groupThousands } from "../../base/numbers.ts";
import type { Language, Text } from "../../base/text.ts";
import { failureName } from "../../protocol/failure_name.ts";
import type { Call } from "../call.ts";
import type { Recording } from "../recording.ts";
import type { RecordedSocket } from "../sockets.ts";
import type { Arrow } from "./diagram.ts";
import type { Placement } from "./lifelines.ts";
import type { Draft, Rows } from "./rows.ts";

/** The parts that the rows of TCP and UDP share. */
export abstract class CallRows {
  readonly #sockets: ReadonlyMap<string, RecordedSocket>;

  constructor(
    protected readonly rows: Rows,
    protected readonly recording: Recording,
    protected readonly placement: Placement,
    protected readonly language: Language,
  ) {
    this.#sockets = new Map(recording.sockets.map((socket) => [keyOf(socket.program, socket.label), socket]));
  }

  /** Adds the rows of one call. Calls come in causal order. */
  abstract write(call: Call): void;

  protected socketOf({ program, socket }: Call): RecordedSocket {
    return this.#sockets.get(keyOf(program, socket))!;
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
    const isPlain = lifeline === undefined || !this.placement.hasSeveral(lifeline);
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
    return this.inLanguage({ en: `${name} failed: ${en}`, ko: `${name} 실패: ${ko}` });
  }

  protected note(
    call: Call,
    text = call.failure === undefined ? this.nameOf(call) : this.failed(call),
  ): void {
    const lifeline = this.lifelineOf(call);
    if (lifeline === undefined) return;
    const isFailure = call.failure !== undefined;
    this.rows.add({ kind: "note", at: this.timeOf(call), lifeline, text, isFailure }, [lifeline]);
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

function keyOf(program: number, label: string): string {
  return `${program} ${label}`;
}
