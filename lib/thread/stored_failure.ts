import { Failure } from "../protocol/failure.ts";
import type { Attempt } from "../protocol/attempt.ts";
import type { FailureKind } from "../protocol/failure_kind.ts";

/** A failure that can be sent to another thread. (An error would lose its class on the way.) */
export interface StoredFailure {
  readonly kind: FailureKind;
  readonly attempt: Attempt;
  readonly cause: string;
}

export function storeFailure({ kind, attempt, cause }: Failure): StoredFailure {
  return { kind, attempt, cause: cause instanceof Error ? cause.message : String(cause) };
}

/** Makes the failure again in the other thread. */
export function restoreFailure({ kind, attempt, cause }: StoredFailure): Failure {
  return new Failure(kind, attempt, { cause: new Error(cause) });
}
