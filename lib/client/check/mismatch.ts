import { formatDuration } from "../../base/duration.ts";
import { describeRequirement, type Requirement } from "../../protocol/reply/requirement.ts";
import type { CheckCause } from "./target.ts";

const shownBytes = 60;
const decoder = new TextDecoder();

/** A reply that came and is not the right one. */
export function mismatch(requirement: Requirement, reply: Uint8Array): CheckCause {
  const shown = JSON.stringify(decoder.decode(reply.subarray(0, shownBytes)));
  const more = reply.length > shownBytes ? "…" : "";
  const wrong = describeRequirement(requirement);
  const came = `${shown}${more}`;
  return { kind: "mismatch", message: { en: `${wrong.en}: ${came}`, ko: `${wrong.ko}: ${came}` } };
}

/** A reply came, and it took too long to find out whether it is the right one. */
export function undecided(limitMs: number): CheckCause {
  const limit = formatDuration(Math.ceil(limitMs));
  const message = {
    en: `the regular expression takes longer than ${limit} on this reply`,
    ko: `이 응답을 정규식과 비교하는 데 ${limit} 넘게 걸립니다`,
  };
  return { kind: "mismatch", message };
}
