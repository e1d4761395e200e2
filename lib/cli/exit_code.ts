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
  interrupted: 130,
  terminated: 143,
} as const;

/** What a command can fail for: what the network says, or a service that does not do what it should. */
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

/** A row of the table that `capsock help exit-codes` shows. */
export interface ExitCodeRow {
  readonly code: string;
  readonly meaning: string;
  /** What other programs end with for the same. */
  readonly elsewhere: string;
}

export const exitCodeRows: readonly ExitCodeRow[] = [
  { code: "0", meaning: "it worked; a server or client told to stop, stopped", elsewhere: "all: 0" },
  {
    code: "1",
    meaning: "the answer is no: a check or an assertion failed, or causes differ",
    elsewhere: "ping: 1",
  },
  { code: "2", meaning: "the command line is wrong; nothing was opened", elsewhere: "curl: 2, ping: 2" },
  { code: "3", meaning: "refused: nothing listens there, or a firewall rejected it", elsewhere: "curl: 7" },
  { code: "4", meaning: "timed out: no answer in time", elsewhere: "curl: 28, timeout: 124" },
  { code: "5", meaning: "connection lost: reset, or closed before the reply", elsewhere: "curl: 52, 56" },
  { code: "6", meaning: "unknown host: the name has no address", elsewhere: "curl: 6, ping: 2" },
  { code: "7", meaning: "unreachable: no route to that host or network", elsewhere: "curl: 7, ping: 2" },
  { code: "8", meaning: "cannot bind: in use, not this machine's, or privileged", elsewhere: "curl: 45" },
  { code: "9", meaning: "not permitted: this executable may not use that address", elsewhere: "-" },
  { code: "70", meaning: "a defect in capsock; please report it", elsewhere: "sysexits: 70" },
  {
    code: "71",
    meaning: "the system ran out of something: descriptors, memory, disk",
    elsewhere: "sysexits: 71",
  },
  { code: "130", meaning: "Ctrl-C where stopping is not success", elsewhere: "shells: 130" },
  { code: "143", meaning: "SIGTERM where stopping is not success", elsewhere: "shells: 143" },
];
