import type { Text } from "../base/text.ts";
import type { Attempt } from "./attempt.ts";
import type { Endpoint } from "./endpoint.ts";
import type { FailureKind } from "./failure_kind.ts";
import { failureText } from "./failure_text.ts";

/** From where a reply was expected. */
export type ReplyAttempt = Pick<Attempt, "transport" | "endpoint" | "name">;

/** A socket call that failed for a reason outside this program. */
export class Failure extends Error {
  override readonly name = "Failure";

  constructor(readonly kind: FailureKind, readonly attempt: Attempt, options?: ErrorOptions) {
    super(failureText(kind, attempt, options?.cause).en, options);
  }

  /** What was tried and what happened. */
  get text(): Text {
    return failureText(this.kind, this.attempt, this.cause);
  }
}

/** No reply came from `endpoint` before our own deadline. */
export function noReplyWithin(deadlineMs: number, to: ReplyAttempt): Failure {
  return new Failure("timeout", { call: to.transport === "tcp" ? "recv" : "recvfrom", ...to, deadlineMs });
}

/** The peer shut down its side of a TCP connection before its reply was complete, or while no reply was due. */
export function closedByPeer(endpoint: Endpoint, { idle = false } = {}): Failure {
  return new Failure("closed", { call: "recv", transport: "tcp", endpoint, ...(idle && { idle }) });
}
