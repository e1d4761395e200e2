/** Every kind of failure of a socket call that a program can react to. */
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
