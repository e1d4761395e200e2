import {
  createScanner,
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
} from "jsonc-parser";
import { particleAfter } from "../../../base/korean.ts";
import { mistakeText } from "../../../base/mistake.ts";
import type { Text } from "../../../base/text.ts";
import type { CheckTarget } from "../../../client/check/target.ts";
import { jsonMistake } from "./json_mistake.ts";
import { type CheckWishes, parseCheckTarget } from "./target.ts";
import { nearest } from "../../../base/nearest.ts";
import { UsageError } from "../../line/usage_error.ts";

/** What each key of a target holds. */
const keys: Readonly<Record<string, "string" | "boolean">> = {
  target: "string",
  send: "string",
  expect: "string",
  expectExact: "string",
  expectRegex: "string",
  expectUpper: "boolean",
};

/** A plan needs three. */
const deepest = 16;

/**
 * Reads a plan: `{ "targets": ["tcp://host:port", { "target": …, "send": …, "expect": … }] }`. What a target
 * does not say for itself is taken from `wishes`.
 *
 * @throws {UsageError} With the line of the mistake.
 */
export function parsePlan(text: string, wishes: CheckWishes): CheckTarget[] {
  const plan = new Plan(text);
  return plan.targets().map((node) => plan.target(node, wishes));
}

class Plan {
  readonly #text: string;
  readonly #root: Node;

  constructor(text: string) {
    this.#text = text;
    if (text.trim() === "") {
      throw new UsageError({
        en: "the plan on standard input is empty",
        ko: "표준 입력으로 받은 검사 계획이 비어 있습니다",
      }, hint);
    }
    this.#refuseDepth();
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    if (first !== undefined) throw this.#mistake(first.offset, jsonMistake(first));
    // Without a mistake there is a value.
    this.#root = root!;
  }

  /** Each level takes a call of the parser: too many take its whole stack. */
  #refuseDepth(): void {
    const scanner = createScanner(this.#text);
    const next = (): number => {
      scanner.scan();
      return scanner.getTokenOffset();
    };
    let depth = 0;
    for (let at = next(); at < this.#text.length; at = next()) {
      const first = this.#text.charAt(at);
      if ("{[".includes(first)) depth++;
      if ("}]".includes(first)) depth--;
      if (depth > deepest) {
        throw this.#mistake(at, {
          en: `more than ${deepest} brackets are open`,
          ko: `괄호가 ${deepest}개 넘게 열려 있습니다`,
        });
      }
    }
  }

  targets(): Node[] {
    if (this.#root.type !== "object") {
      throw this.#mistake(this.#root.offset, {
        en: "a plan must be an object",
        ko: "검사 계획은 객체여야 합니다",
      });
    }
    this.#refuseUnknownKeys(this.#root, ["targets"]);
    const list = findNodeAtLocation(this.#root, ["targets"]);
    if (list === undefined) throw this.#mistake(this.#root.offset, missing("targets"));
    if (list.type !== "array" || !list.children?.length) {
      throw this.#mistake(list.offset, {
        en: '"targets" must be an array of at least one target',
        ko: '"targets"는 대상이 하나 이상인 배열이어야 합니다',
      });
    }
    return list.children;
  }

  target(node: Node, wishes: CheckWishes): CheckTarget {
    if (node.type !== "string" && node.type !== "object") {
      throw this.#mistake(node.offset, {
        en: "a target must be a text or an object",
        ko: "대상은 문자열이나 객체여야 합니다",
      });
    }
    const own = node.type === "string" ? { target: getNodeValue(node) } : this.#values(node);
    if (own.target === undefined) throw this.#mistake(node.offset, missing("target"));
    try {
      return parseCheckTarget(own.target, { ...wishes, ...own });
    } catch (error) {
      if (error instanceof RangeError) throw this.#mistake(node.offset, mistakeText(error));
      throw error;
    }
  }

  #values(node: Node): CheckWishes & { target?: string } {
    this.#refuseUnknownKeys(node, Object.keys(keys));
    for (const [name, type] of Object.entries(keys)) {
      const value = findNodeAtLocation(node, [name]);
      if (value !== undefined && value.type !== type) {
        throw this.#mistake(value.offset, wrongType(name, type));
      }
    }
    return getNodeValue(node);
  }

  #refuseUnknownKeys(node: Node, known: readonly string[]): void {
    const seen = new Set<string>();
    for (const { children } of node.children ?? []) {
      const key = children![0]!;
      const name: string = key.value;
      const meant = nearest(name, known);
      if (!known.includes(name)) throw this.#mistake(key.offset, unknown(name, meant));
      if (seen.has(name)) {
        throw this.#mistake(key.offset, {
          en: `"${name}" is given twice`,
          ko: `"${name}"${particleAfter(name, "이")} 두 번 나옵니다`,
        });
      }
      seen.add(name);
    }
  }

  #mistake(offset: number, { en, ko }: Text): UsageError {
    const line = this.#text.slice(0, offset).split("\n").length;
    return new UsageError({ en: `plan, line ${line}: ${en}`, ko: `검사 계획 ${line}번째 줄: ${ko}` }, hint);
  }
}

function missing(name: string): Text {
  return { en: `"${name}" is missing`, ko: `"${name}"${particleAfter(name, "이")} 없습니다` };
}

function wrongType(name: string, type: "string" | "boolean"): Text {
  return type === "string"
    ? { en: `"${name}" must be a text`, ko: `"${name}"${particleAfter(name, "은")} 문자열이어야 합니다` }
    : {
      en: `"${name}" must be true or false`,
      ko: `"${name}"${particleAfter(name, "은")} true나 false여야 합니다`,
    };
}

function unknown(name: string, meant: string | undefined): Text {
  return meant === undefined ? { en: `"${name}" is not known`, ko: `알 수 없는 키입니다: "${name}"` } : {
    en: `"${name}" is not known; did you mean "${meant}"?`,
    ko: `알 수 없는 키입니다: "${name}". 혹시 "${meant}"입니까?`,
  };
}

const hint: Text = {
  en:
    'a plan looks like {"targets": ["tcp://host:port", {"target": "udp://host:port", "send": "hi", "expect": "HI"}]}',
  ko:
    '검사 계획의 예: {"targets": ["tcp://host:port", {"target": "udp://host:port", "send": "hi", "expect": "HI"}]}',
};
