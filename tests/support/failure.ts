import { Failure } from "../../lib/protocol/failure.ts";
import type { FailureKind } from "../../lib/protocol/failure_kind.ts";
import { within } from "./within.ts";

/** A failure as a receive or a send on a connection would throw it. */
export function failureOfKind(kind: FailureKind): Failure {
  return new Failure(kind, { call: "recv", transport: "tcp", endpoint: { host: "127.0.0.1", port: 9 } });
}

/** The failure that a promise rejects with; anything else is thrown on. */
export async function failureOf(promise: Promise<unknown>): Promise<Failure> {
  const outcome = await within("a failure", promise.then(() => undefined, (error: unknown) => ({ error })));
  if (outcome === undefined) throw new Error("it did not fail");
  if (!(outcome.error instanceof Failure)) throw outcome.error;
  return outcome.error;
}
