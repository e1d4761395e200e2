import { pad } from "./columns.ts";
import type { SocketEvent } from "../protocol/event.ts";
import { count } from "../protocol/size.ts";
import { noPaint, type Paint } from "./paint.ts";

/** One socket call as one line of an aligned table. */
export function traceLine(event: SocketEvent, paint: Paint = noPaint): string {
  const { at, side, socket, call, covers } = event;
  const who = pad(`${side} ${socket}`, 10);
  return [
    at.toFixed(3).padStart(10),
    side === "server" ? paint.server(who) : paint.client(who),
    paint.strong(pad((covers ?? [call]).join("+"), 8)),
    outcome(event),
  ].join("  ").trimEnd();
}

function outcome(event: SocketEvent): string {
  const { call, local, peer, bytes, eof, failure, accepted } = event;
  if (failure !== undefined) return `${peer ?? local ?? ""} failed: ${failure}`.trim();
  switch (call) {
    case "listen":
    case "bind":
      return `on ${local}`;
    case "accept":
      return `${accepted} is the connection from ${peer}`;
    case "connect":
      return `to ${peer} from ${local}`;
    case "send":
    case "sendto":
      return `${count(bytes ?? 0, "byte")} to ${peer}`;
    case "recv":
    case "recvfrom":
      if (eof) return `end: ${peer} has sent its last`;
      return `${count(bytes ?? 0, "byte")} from ${peer}${event.truncated ? ", cut" : ""}`;
    case "resolve":
      return `${peer} is ${event.addresses?.join(", ")}`;
    case "shutdown":
    case "close":
      return peer === undefined ? "" : `the connection with ${peer}`;
  }
}
