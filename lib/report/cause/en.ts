/**
 * Names of causes, for summaries that count them: `en.ts` and `ko.ts` with the same keys. Whole sentences about
 * one failure are in `protocol/failure_text.ts`.
 *
 * @module
 */
import type { FailureKind } from "../../protocol/failure_kind.ts";

/** Causes that a summary counts. They read like the `kind` of a failure. */
export const causesEn: Record<FailureKind, string> = {
  "refused": "refused",
  "timeout": "timeout",
  "reset": "reset",
  "aborted": "aborted",
  "closed": "closed",
  "unknown-host": "unknown host",
  "unreachable": "unreachable",
  "in-use": "in use",
  "not-local": "not local",
  "privileged-port": "privileged port",
  "denied": "denied",
  "broken-pipe": "broken pipe",
  "too-large": "too large",
  "exhausted": "exhausted",
  "output": "output",
  "other": "other",
};
