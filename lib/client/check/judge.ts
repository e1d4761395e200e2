import { unlessAborted } from "../../base/abort.ts";
import { judge, type Judgement, type Requirement } from "../../protocol/reply/requirement.ts";

/**
 * Looks for a pattern in a text for at most `limitMs`. A pattern can take forever (`^(a+)+$`), and no timer and no
 * signal reaches the thread that it runs on: so that is never the main thread.
 *
 * @returns `undefined` when the time was over first.
 */
export type PatternSearch = (pattern: RegExp, text: string, limitMs: number) => Promise<boolean | undefined>;

export interface JudgeOptions {
  readonly search: PatternSearch;
  /** How long it may take, in milliseconds. */
  readonly limitMs: number;
  readonly stop: AbortSignal;
}

const decoder = new TextDecoder();

/**
 * Judges what has come of a reply so far.
 *
 * @returns `undefined` when that took too long.
 * @throws The reason of `stop` when it is aborted.
 */
export async function judgeReply(
  requirement: Requirement,
  reply: Uint8Array,
  { search, limitMs, stop }: JudgeOptions,
): Promise<Judgement | undefined> {
  if (requirement.kind !== "regex") return judge(requirement, reply);
  const found = await unlessAborted(search(requirement.pattern, decoder.decode(reply), limitMs), stop);
  return found === undefined ? undefined : found ? "pass" : "open";
}
