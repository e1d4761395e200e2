import { formatDuration } from "../base/duration.ts";
import { type Endpoint, formatEndpoint } from "./endpoint.ts";
import type { SocketCall } from "./call.ts";
import { count } from "../base/numbers.ts";
import type { Transport } from "./transport.ts";

/** Every way in which a socket call can fail that a program can do something about. */
export const failureKinds = [
  "refused",
  "timeout",
  "reset",
  "aborted",
  "closed",
  "unknown-host",
  "unreachable",
  "in-use",
  "not-local",
  "privileged-port",
  "denied",
  "broken-pipe",
  "too-large",
  "exhausted",
  "output",
  "other",
] as const;

export type FailureKind = typeof failureKinds[number];

/** What was tried when a call failed. */
export interface Attempt {
  readonly call: SocketCall;
  readonly transport: Transport;
  /** The peer, or for `bind` and `listen` the local address. */
  readonly endpoint?: Endpoint;
  /** The only family of addresses that was wanted. */
  readonly family?: 4 | 6;
  /** What the person wrote for the peer, where `endpoint` has the address that was found for it. */
  readonly name?: string;
  /** The addresses that were tried, where `endpoint` has a name with several. */
  readonly tried?: readonly string[];
  /** Set where our own deadline ended the wait; left out where the system gave up. */
  readonly deadlineMs?: number;
  /** Which executable this is, where its permissions are the reason. */
  readonly edition?: string;
  /** No reply was waited for. */
  readonly idle?: true;
  /** Size of what was to be sent. */
  readonly bytes?: number;
}

/** Where a reply was waited for from. */
export type ReplyAttempt = Pick<Attempt, "transport" | "endpoint" | "name">;

/** A socket call that failed for a reason which lies outside this program. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(readonly kind: FailureKind, readonly attempt: Attempt, options?: ErrorOptions) {
    super(describe(kind, attempt, options?.cause), options);
  }
}

/** No reply came from `endpoint` by a deadline of our own. */
export function noReplyWithin(deadlineMs: number, to: ReplyAttempt): Failure {
  return new Failure("timeout", { call: to.transport === "tcp" ? "recv" : "recvfrom", ...to, deadlineMs });
}

/** The peer has shut down its side of a TCP connection before its reply was complete; or while none was waited for. */
export function closedByPeer(endpoint: Endpoint, { idle = false } = {}): Failure {
  return new Failure("closed", { call: "recv", transport: "tcp", endpoint, ...(idle && { idle }) });
}

/** What was tried and what happened, in one sentence without an end. */
function describe(kind: FailureKind, attempt: Attempt, cause: unknown): string {
  const awaitsReply = attempt.call === "recv" || attempt.call === "recvfrom";
  if (kind === "timeout" && awaitsReply && attempt.deadlineMs !== undefined) {
    return `no reply from ${place(attempt)} within ${formatDuration(attempt.deadlineMs)}`;
  }
  if (kind === "closed" && attempt.idle) return `${place(attempt)} closed the connection`;
  return `${tried(attempt)}: ${happened(kind, attempt, cause)}`;
}

function place({ endpoint, tried = [] }: Attempt): string {
  if (endpoint === undefined) return "the peer";
  return formatEndpoint(endpoint) + (tried.length > 1 ? ` (tried ${tried.join(", ")})` : "");
}

function tried(attempt: Attempt): string {
  const { call, endpoint } = attempt;
  switch (call) {
    case "resolve":
      return `cannot resolve ${endpoint?.host ?? "the name"}`;
    case "bind":
    case "listen":
      return `cannot ${attempt.transport === "tcp" ? "listen on" : "bind to"} ${place(attempt)}`;
    case "connect":
      return `cannot connect to ${place(attempt)}`;
    case "accept":
      return `cannot accept a connection on ${place(attempt)}`;
    case "recv":
    case "recvfrom":
      return `cannot receive from ${place(attempt)}`;
    case "send":
    case "sendto":
      return `cannot send to ${place(attempt)}`;
    case "shutdown":
    case "close":
      return `cannot ${call === "close" ? "close" : "shut down"} the connection to ${place(attempt)}`;
  }
}

function happened(kind: FailureKind, attempt: Attempt, cause: unknown): string {
  if (attempt.transport === "udp" && kind === "refused") {
    return "the system reports that nothing is bound to that port";
  }
  switch (kind) {
    case "refused":
      return "connection refused";
    case "timeout":
      return attempt.deadlineMs === undefined
        ? "the system gave up waiting for an answer"
        : `no answer within ${formatDuration(attempt.deadlineMs)}`;
    case "reset":
      return "the peer reset the connection (RST)";
    case "aborted":
      return "the connection was aborted before it was established";
    case "closed":
      return "the peer closed the connection before its reply was complete";
    case "unknown-host":
      return attempt.family === undefined
        ? "the name has no address"
        : `it has no IPv${attempt.family} address`;
    case "unreachable":
      return "no route to that host or network";
    case "in-use":
      return "the address is already in use";
    case "not-local":
      return attempt.call === "connect"
        ? "no address or port is left on this machine to connect from"
        : "that address is not one of this machine's";
    case "privileged-port":
      return "the port needs privileges";
    case "denied":
      return `${attempt.edition ?? "this executable"} may not use that address`;
    case "broken-pipe":
      return "the peer has closed the connection already";
    case "too-large":
      return attempt.bytes === undefined
        ? "it does not fit into one datagram"
        : `${count(attempt.bytes, "byte")} do not fit into one datagram`;
    case "exhausted":
      return "the system ran out of file descriptors or memory";
    case "output":
      return "the output cannot be written";
    case "other":
      return cause instanceof Error ? cause.message : String(cause);
  }
}
