import type { LineResult } from "../../lib/client/line_client.ts";
import { textOf } from "./bytes.ts";

type ReplyResult = Extract<LineResult, { kind: "reply" }>;
type FailureResult = Extract<LineResult, { kind: "failure" }>;

/** The reply, or an error that says what came instead. */
export function replyOf(result: LineResult): ReplyResult {
  if (result.kind === "reply") return result;
  throw new Error(result.kind === "failure" ? `no reply: ${result.failure.message}` : result.kind);
}

/** The failure, or an error that says what came instead. */
export function failureOf(result: LineResult): FailureResult {
  if (result.kind === "failure") return result;
  throw new Error(result.kind === "reply" ? `a reply: ${textOf(result.bytes)}` : result.kind);
}
