import { jsonLine } from "../report/json.ts";
import { exitCode } from "./exit_code.ts";
import type { Host } from "./host/host.ts";

/** Why the answer is no, where no one failure is the cause. */
export interface Verdict {
  readonly kind: string;
  readonly message: string;
  /** What to do. */
  readonly hint: string;
}

/** Says that the answer is no. @returns The exit code for that. */
export function tellNo({ kind, message, hint }: Verdict, { out, err }: Host, asJson: boolean): number {
  const code = exitCode.no;
  if (asJson) out.line(jsonLine({ event: "error", kind, message, hint, code }));
  err.line(`${err.paint.bad("capsock:")} ${message}`);
  err.line(`  → ${hint}`);
  return code;
}
