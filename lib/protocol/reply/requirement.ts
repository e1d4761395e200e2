import { encodeText, equalBytes, startsWith } from "../../base/bytes.ts";
import { withParticle } from "../../base/korean.ts";
import type { Text } from "../../base/text.ts";
import { upperCase } from "../service/upper.ts";

/** What a reply must be for a check to pass. */
export type Requirement =
  | { readonly kind: "anything" }
  | { readonly kind: "contains"; readonly text: string }
  | { readonly kind: "exact"; readonly text: string }
  | { readonly kind: "regex"; readonly pattern: RegExp }
  | { readonly kind: "upper"; readonly sent: string };

/** A requirement that is decided at once. A pattern is not: it can take forever. */
export type DecidedAtOnce = Exclude<Requirement, { readonly kind: "regex" }>;

/**
 * The judgement of a reply that is still growing: it passes, it can no longer pass, it would pass if nothing more
 * came, or it is too early to say.
 */
export type Judgement = "pass" | "fail" | "pass-if-over" | "open";

/** How many bytes of a reply are looked at, at most. */
export const longestReplyBytes = 65_536;

/** Judges the part of a reply that has come so far. */
export function judge(requirement: DecidedAtOnce, reply: Uint8Array): Judgement {
  switch (requirement.kind) {
    case "anything":
      return reply.length > 0 ? "pass" : "open";
    case "contains":
      return contains(reply, encodeText(requirement.text)) ? "pass" : "open";
    case "exact":
      return judgeExact(encodeText(requirement.text), reply);
    case "upper":
      return judgeExact(upperCase(encodeText(requirement.sent)), reply);
  }
}

function judgeExact(wanted: Uint8Array, reply: Uint8Array): Judgement {
  if (equalBytes(reply, wanted)) return "pass-if-over";
  return startsWith(wanted, reply) ? "open" : "fail";
}

function contains(bytes: Uint8Array, wanted: Uint8Array): boolean {
  if (wanted.length === 0) return bytes.length > 0;
  for (let at = bytes.indexOf(wanted[0]!); at !== -1; at = bytes.indexOf(wanted[0]!, at + 1)) {
    if (startsWith(bytes.subarray(at), wanted)) return true;
  }
  return false;
}

/** How a reply differs from what it must be. */
export function describeRequirement(requirement: Requirement): Text {
  switch (requirement.kind) {
    case "anything":
      return { en: "the reply is empty", ko: "응답이 비어 있습니다" };
    case "contains": {
      const text = JSON.stringify(requirement.text);
      return { en: `the reply does not contain ${text}`, ko: `응답에 ${withParticle(text, "이")} 없습니다` };
    }
    case "exact": {
      const text = JSON.stringify(requirement.text);
      return { en: `the reply is not ${text}`, ko: `응답이 ${withParticle(text, "과")} 다릅니다` };
    }
    case "regex": {
      const { pattern } = requirement;
      return {
        en: `the reply does not match ${pattern}`,
        ko: `응답이 정규식 ${withParticle(String(pattern), "과")} 맞지 않습니다`,
      };
    }
    case "upper":
      return {
        en: "the reply is not the upper-case form of what was sent",
        ko: "응답이 보낸 내용을 대문자로 바꾼 것이 아닙니다",
      };
  }
}
