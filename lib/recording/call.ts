import type { Side } from "../protocol/event.ts";
import type { SocketCall } from "../protocol/call.ts";
import type { Transport } from "../protocol/transport.ts";

/** One socket call of a recording. Control characters in its texts are made visible. */
export interface RecordedCall {
  readonly side: Side;
  readonly transport: Transport;
  /** `#1`, `#2`, …: unique within one program. */
  readonly socket: string;
  readonly call: SocketCall;
  /** When the call returned, in milliseconds on the clock of its program. */
  readonly at: number;
  readonly tookMs: number;
  readonly local?: string;
  readonly peer?: string;
  readonly accepted?: string;
  readonly bytes: number;
  readonly eof: boolean;
  readonly truncated: boolean;
  readonly failure?: string;
  /** How many recordings ended before its line. */
  readonly part: number;
}

/** A call together with the program that made it. */
export interface Call extends RecordedCall {
  /** The number of the program, from 0. Each program has its own clock and numbers its own sockets. */
  readonly program: number;
  /**
   * When the call had its effect on the wire, by its program's clock: a call that sends does it when it begins, a
   * call that waits does it when it comes back.
   */
  readonly moment: number;
}

/** Whether a call has its effect when it begins. */
export const actsAtStart: Readonly<Record<SocketCall, boolean>> = {
  resolve: true,
  bind: false,
  listen: false,
  accept: false,
  connect: true,
  recv: false,
  send: true,
  recvfrom: false,
  sendto: true,
  shutdown: true,
  close: false,
};
