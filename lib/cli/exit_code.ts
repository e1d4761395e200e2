import type { FailureKind } from "../protocol/failure_kind.ts";

/** What the program says to whoever started it. */
export const exitCode = {
  ok: 0,
  no: 1,
  usage: 2,
  refused: 3,
  timeout: 4,
  lost: 5,
  unknownHost: 6,
  unreachable: 7,
  cannotBind: 8,
  denied: 9,
  defect: 70,
  exhausted: 71,
  hungUp: 129,
  interrupted: 130,
  terminated: 143,
} as const;

/** Why a command can fail: what the network reports, or a service that does not do what it should. */
export type Cause = FailureKind | "mismatch" | "no-echo" | "still-up";

const codeByCause: Record<Cause, number> = {
  "refused": exitCode.refused,
  "timeout": exitCode.timeout,
  "reset": exitCode.lost,
  "aborted": exitCode.lost,
  "closed": exitCode.lost,
  "broken-pipe": exitCode.lost,
  "unknown-host": exitCode.unknownHost,
  "unreachable": exitCode.unreachable,
  "in-use": exitCode.cannotBind,
  "not-local": exitCode.cannotBind,
  "privileged-port": exitCode.cannotBind,
  "denied": exitCode.denied,
  "too-large": exitCode.no,
  "exhausted": exitCode.exhausted,
  "output": exitCode.exhausted,
  "other": exitCode.no,
  "mismatch": exitCode.no,
  "no-echo": exitCode.no,
  "still-up": exitCode.no,
};

/** The exit code for the cause of a failure. */
export function exitCodeFor(cause: Cause): number {
  return codeByCause[cause];
}
