import type { CheckTarget } from "../../../client/check/target.ts";
import type { Requirement } from "../../../protocol/reply/requirement.ts";

const longestQuote = 40;

/**
 * Gives every target a name of its own in the reports. A target that is named several times gets what it is sent and
 * must reply behind it, in the words of a plan, and a number where that is the same as well.
 */
export function withOwnNames(targets: readonly CheckTarget[]): CheckTarget[] {
  const described = targets.map((target) => isAlone(target, targets) ? target.text : description(target));
  const counts = new Map<string, number>();
  return targets.map((target, index) => {
    const text = described[index]!;
    const count = (counts.get(text) ?? 0) + 1;
    counts.set(text, count);
    return { ...target, text: count === 1 ? text : `${text} (${count})` };
  });
}

function isAlone({ text }: CheckTarget, targets: readonly CheckTarget[]): boolean {
  return targets.filter((other) => other.text === text).length === 1;
}

function description({ text, send, requirement }: CheckTarget): string {
  const sent = send === undefined ? [] : [`send ${quoted(send)}`];
  return [text, ...sent, ...requirement === undefined ? [] : wanted(requirement)].join(" ");
}

function wanted(requirement: Requirement): string[] {
  switch (requirement.kind) {
    case "anything":
      return [];
    case "contains":
      return [`expect ${quoted(requirement.text)}`];
    case "exact":
      return [`expectExact ${quoted(requirement.text)}`];
    case "regex":
      return [`expectRegex ${quoted(requirement.pattern.source)}`];
    case "upper":
      return ["expectUpper"];
  }
}

function quoted(text: string): string {
  const characters = [...text];
  return characters.length > longestQuote
    ? `${JSON.stringify(characters.slice(0, longestQuote).join(""))}…`
    : JSON.stringify(text);
}
