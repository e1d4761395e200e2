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
