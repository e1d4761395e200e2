import type { FailureKind } from "../../protocol/failure_kind.ts";
import type { ConceptName } from "./concepts.ts";

/** `undefined` where the cause lies outside the sockets. */
const byFailure: Readonly<Record<FailureKind, ConceptName | undefined>> = {
  "refused": "refused",
  "timeout": "timeout",
  "reset": "reset",
  "aborted": "aborted",
  "closed": "fin",
  "unknown-host": "unknown-host",
  "unreachable": "unreachable",
  "in-use": "bind",
  "not-local": "bind",
  "privileged-port": "port",
  "denied": undefined,
  "broken-pipe": "send",
  "too-large": "datagram",
  "exhausted": "socket",
  "output": undefined,
  "other": undefined,
};

/** The page that says more about a failure: `capsock help` shows it. */
export function conceptFor(kind: FailureKind): ConceptName | undefined {
  return byFailure[kind];
}
