import { noSocket, type Side } from "../protocol/event.ts";
import type { Transport } from "../protocol/transport.ts";
import type { Call } from "./call.ts";

/** A socket of a program, with all its calls. */
export interface RecordedSocket {
  readonly program: number;
  readonly side: Side;
  readonly transport: Transport;
  readonly label: string;
  /** In the order in which they returned. */
  readonly calls: Call[];
  /** The accept that returned it, if it was accepted. */
  accept?: Call;
  local?: string;
  /** Only for a TCP socket. */
  peer?: string;
}

/**
 * Sorts calls by their sockets. What belongs to no socket, such as `resolve`, is left out; an open that failed, which
 * has no number, stands for itself.
 */
export function socketsOf(calls: readonly Call[]): RecordedSocket[] {
  const sockets = new Map<string, RecordedSocket>();
  let failedOpens = 0;
  const socketOf = (label: string, { program, side, transport, failure }: Call): RecordedSocket => {
    const key = label === noSocket && failure !== undefined
      ? `${program} ${label} ${failedOpens++}`
      : `${program} ${label}`;
    let socket = sockets.get(key);
    if (socket === undefined) sockets.set(key, socket = { program, side, transport, label, calls: [] });
    return socket;
  };
  for (const call of calls) {
    if (call.call === "resolve") continue;
    const socket = socketOf(call.socket, call);
    socket.calls.push(call);
    // An accepted socket itself says which address of the listening socket it has.
    if (call.local !== undefined) socket.local = call.local;
    if (call.call === "accept") {
      if (call.accepted !== undefined) adopt(socketOf(call.accepted, call), call);
    } else if (call.transport === "tcp" && call.peer !== undefined) socket.peer = call.peer;
  }
  return [...sockets.values()];
}

function adopt(socket: RecordedSocket, accept: Call): void {
  socket.accept = accept;
  if (accept.local !== undefined) socket.local ??= accept.local;
  if (accept.peer !== undefined) socket.peer ??= accept.peer;
}
