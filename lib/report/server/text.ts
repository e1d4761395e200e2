/**
 * What `server` writes for a person. An event of `server/event.ts` comes in, lines come out. The first ones
 * are the lecture's, word for word.
 *
 * @module
 */
import { formatDuration } from "../../base/duration.ts";
import { formatEndpoint, isLoopback } from "../../protocol/endpoint.ts";
import { count } from "../../base/numbers.ts";
import type { Closed, DatagramAnswered, Ready, ServerEvent, Summary } from "../../server/event.ts";

/** The lines in which a server tells what it does. The first ones are the lecture's. */
export function serverLines(event: ServerEvent): string[] {
  switch (event.event) {
    case "ready":
      return readyLines(event);
    case "accepted":
      return [`Connection requested from ${event.peer}`];
    case "rejected":
      return [`${event.peer} rejected: ${event.reason}`];
    case "closed":
      return [closedLine(event)];
    case "datagram":
      return [datagramLine(event)];
    case "ignored":
      return [`${event.peer} not answered: ${event.reason}`];
    case "warning":
      return [`warning: ${event.message}; waiting for some to become free`];
    case "summary":
      return [summaryLine(event)];
  }
}

function readyLines({ transport, host, port, workers }: Ready): string[] {
  return [
    `The server socket was created on port ${port}`,
    transport === "tcp" ? `The server is listening to port ${port}` : `The server is bound to port ${port}`,
    ...(workers === undefined ? [] : [`${workers} workers share the port`]),
    reachability(host, port),
  ];
}

function reachability(host: string, port: number): string {
  const address = formatEndpoint({ host, port });
  if (isLoopback(host)) {
    return `Reachable from this machine only, at ${address}; --host 0.0.0.0 opens it to others`;
  }
  if (host === "0.0.0.0") {
    return `Reachable from other machines, at every IPv4 address of this one, port ${port}`;
  }
  if (host === "::") return `Reachable from other machines, at every address of this one, port ${port}`;
  return `Reachable from other machines, at ${address}`;
}

function closedLine({ peer, messages, bytesIn, bytesOut, durationMs, by, failure, reason }: Closed): string {
  const who = by === "client"
    ? "closed by the client"
    : by === "server"
    ? `closed by the server${reason === undefined ? "" : ` (${reason})`}`
    : `lost (${failure})`;
  return `${peer} ${who}: ${traffic(messages, bytesIn, bytesOut)}, ${formatDuration(durationMs)}`;
}

function traffic(messages: number, bytesIn: number, bytesOut: number): string {
  return `${count(messages, "message")}, ${count(bytesIn, "byte")} in, ${count(bytesOut, "byte")} out`;
}

function datagramLine({ peer, bytesIn, bytesOut, truncated }: DatagramAnswered): string {
  const cut = truncated ? " (cut: the rest did not fit into the buffer and is lost)" : "";
  return `Datagram from ${peer}: ${count(bytesIn, "byte")} in${cut}, ${count(bytesOut, "byte")} out`;
}

function summaryLine({ connections, messages, bytesIn, bytesOut, durationMs, cutOff }: Summary): string {
  const served = connections > 0 ? `${count(connections, "connection")}, ` : "";
  const cut = cutOff > 0 ? `; ${count(cutOff, "connection")} cut off` : "";
  return `Served ${served}${traffic(messages, bytesIn, bytesOut)} in ${formatDuration(durationMs)}${cut}`;
}
