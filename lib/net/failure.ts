import { edition } from "./permissions.ts";
import { Failure } from "../protocol/failure.ts";
import type { Attempt } from "../protocol/attempt.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";

/** By the code of the system. Errors of `node:net`, of `node:dns` and some errors of the runtime have one. */
const kindByCode: Record<string, FailureKind> = {
  ECONNREFUSED: "refused",
  ETIMEDOUT: "timeout",
  ECONNRESET: "reset",
  ECONNABORTED: "aborted",
  EPIPE: "broken-pipe",
  EADDRINUSE: "in-use",
  EADDRNOTAVAIL: "not-local",
  ENETUNREACH: "unreachable",
  EHOSTUNREACH: "unreachable",
  ENETDOWN: "unreachable",
  EHOSTDOWN: "unreachable",
  EAFNOSUPPORT: "unreachable",
  EMSGSIZE: "too-large",
  EMFILE: "exhausted",
  ENFILE: "exhausted",
  ENOBUFS: "exhausted",
  ENOMEM: "exhausted",
  ENOTFOUND: "unknown-host",
  EAI_NONAME: "unknown-host",
  EAI_NODATA: "unknown-host",
  EPERM: "denied",
};

/** By the class the runtime throws, where it gives no code. */
const kindByClass: [new (message: string) => Error, FailureKind][] = [
  [Deno.errors.NotCapable, "denied"],
  [Deno.errors.ConnectionRefused, "refused"],
  [Deno.errors.TimedOut, "timeout"],
  [Deno.errors.ConnectionReset, "reset"],
  [Deno.errors.ConnectionAborted, "aborted"],
  [Deno.errors.NotConnected, "aborted"],
  [Deno.errors.BrokenPipe, "broken-pipe"],
  [Deno.errors.AddrInUse, "in-use"],
  [Deno.errors.AddrNotAvailable, "not-local"],
  [Deno.errors.NetworkUnreachable, "unreachable"],
  [URIError, "unknown-host"],
];

/** Thrown when we closed a socket that a call waits on or uses later, for an aborted signal, and for a defect. */
const notFailures = [Deno.errors.BadResource, Deno.errors.Interrupted, DOMException, TypeError];

/**
 * Names an error that the runtime threw. This is the only place that knows the errors of the runtime.
 *
 * @returns The failure to throw on; a `Failure` as it is.
 * @throws An error that is not a failure of a socket.
 */
export function toFailure(error: unknown, attempt: Attempt): Failure {
  if (error instanceof Failure) return error;
  const kind = classify(error, attempt);
  if (kind === undefined) throw error;
  const named = kind === "denied" ? { ...attempt, edition: edition() } : attempt;
  return new Failure(kind, named, { cause: error });
}

function classify(error: unknown, attempt: Attempt): FailureKind | undefined {
  if (!(error instanceof Error)) return undefined;
  if (notFailures.some((errorClass) => error instanceof errorClass)) return undefined;
  const binds = attempt.call === "bind" || attempt.call === "listen";
  if (binds && isPrivileged(error)) return "privileged-port";
  const code = (error as { code?: unknown }).code;
  // A foreign local address is EINVAL where node:net binds it.
  if (binds && code === "EINVAL") return "not-local";
  // Windows reports an ICMP "port unreachable" this way. UDP has no connection that could be reset.
  if (attempt.transport === "udp" && error instanceof Deno.errors.ConnectionReset) return "refused";
  const byCode = typeof code === "string" ? kindByCode[code] : undefined;
  if (byCode !== undefined) return byCode;
  const byClass = kindByClass.find(([errorClass]) => error instanceof errorClass)?.[1];
  if (byClass !== undefined) return byClass;
  if (/failed to lookup address|No address|not known/i.test(error.message)) return "unknown-host";
  return "other";
}

function isPrivileged(error: Error): boolean {
  return error instanceof Deno.errors.PermissionDenied || (error as { code?: unknown }).code === "EACCES";
}
