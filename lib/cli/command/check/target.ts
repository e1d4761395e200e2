import { encodeText } from "../../../base/bytes.ts";
import { Mistake } from "../../../base/mistake.ts";
import { looksEscaped, unescapeBytes } from "../../../base/escapes.ts";
import type { Requirement } from "../../../protocol/reply/requirement.ts";
import { parseTarget } from "../../../protocol/target.ts";
import { lecturePorts } from "../../../protocol/transport.ts";
import type { CheckTarget } from "../../../client/check/target.ts";

/** What a person can say of a target, on the command line or in a plan. */
export interface CheckWishes {
  readonly send?: string | undefined;
  readonly expect?: string | undefined;
  readonly expectExact?: string | undefined;
  readonly expectRegex?: string | undefined;
  readonly expectUpper?: boolean | undefined;
  readonly family?: 4 | 6 | undefined;
  /** Whether `\n` and the like in the texts stand for bytes. */
  readonly escapes: boolean;
}

/**
 * Reads a target and what it must answer. Without a scheme it is TCP.
 *
 * @throws {Mistake} With what is wrong.
 */
export function parseCheckTarget(text: string, wishes: CheckWishes): CheckTarget {
  const { transport = "tcp", host = "localhost", port } = parseTarget(text, "reach");
  const send = wishes.send === undefined ? undefined : unescapeText(wishes.send, wishes);
  return {
    text,
    transport,
    endpoint: { host, port: port ?? lecturePorts[transport].server },
    family: wishes.family,
    send,
    unreadEscapes: holdsUnreadEscapes(wishes),
    requirement: requirementOf(wishes, send),
  };
}

function holdsUnreadEscapes({ escapes, send, expect, expectExact }: CheckWishes): boolean {
  return !escapes && [send, expect, expectExact].some((text) => text !== undefined && looksEscaped(text));
}

function requirementOf(wishes: CheckWishes, send: string | undefined): Requirement | undefined {
  const { expect, expectExact, expectRegex, expectUpper } = wishes;
  const wanted: Requirement[] = [];
  if (expect !== undefined) wanted.push({ kind: "contains", text: unescapeText(expect, wishes) });
  if (expectExact !== undefined) wanted.push({ kind: "exact", text: unescapeText(expectExact, wishes) });
  if (expectRegex !== undefined) wanted.push({ kind: "regex", pattern: parsePattern(expectRegex) });
  if (expectUpper) {
    if (send === undefined) {
      throw new Mistake({
        en: "there is nothing to compare the reply with: give something to send",
        ko: "응답과 비교할 내용이 없습니다. 보낼 텍스트를 지정하세요",
      });
    }
    wanted.push({ kind: "upper", sent: send });
  }
  if (wanted.length > 1) {
    throw new Mistake({
      en: "only one expectation can be given",
      ko: "기대하는 응답은 하나만 지정할 수 있습니다",
    });
  }
  return wanted[0];
}

function parsePattern(text: string): RegExp {
  try {
    return new RegExp(text, "u");
  } catch {
    throw new Mistake({
      en: `"${text}" is not a regular expression`,
      ko: `올바른 정규식이 아닙니다: "${text}"`,
    });
  }
}

function unescapeText(text: string, { escapes }: CheckWishes): string {
  return escapes ? new TextDecoder().decode(unescapeBytes(encodeText(text))) : text;
}
