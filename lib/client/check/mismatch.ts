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
