import type { SocketCall } from "../../lib/protocol/call.ts";

const calls: Record<SocketCall, true> = {
  resolve: true,
  bind: true,
  listen: true,
  accept: true,
  connect: true,
  recv: true,
  send: true,
  recvfrom: true,
  sendto: true,
  shutdown: true,
  close: true,
};

/** Every socket call. */
export const allCalls = Object.keys(calls) as SocketCall[];
