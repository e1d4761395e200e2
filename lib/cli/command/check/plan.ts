import {
  findNodeAtLocation,
  getNodeValue,
  type Node,
  type ParseError,
  parseTree,
  printParseErrorCode,
} from "jsonc-parser";
import type { CheckTarget } from "../../../client/check/target.ts";
import { type CheckWishes, parseCheckTarget } from "./target.ts";
import { nearest } from "../../../base/nearest.ts";
import { UsageError } from "../../line/usage_error.ts";

/** What each key of a target holds. */
const keys: Record<string, "string" | "boolean"> = {
  target: "string",
  send: "string",
  expect: "string",
  expectExact: "string",
  expectRegex: "string",
  expectUpper: "boolean",
};

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
    if (text.trim() === "") throw new UsageError("the plan on standard input is empty", hint);
    const errors: ParseError[] = [];
    const root = parseTree(text, errors, { disallowComments: true, allowTrailingComma: false });
    const [first] = errors;
    if (first !== undefined) {
      throw this.#mistake(first.offset, `not JSON: ${printParseErrorCode(first.error)}`);
    }
    // Without a mistake there is a value.
    this.#root = root!;
  }

  targets(): Node[] {
    if (this.#root.type !== "object") throw this.#mistake(this.#root.offset, "a plan is an object");
    this.#refuseUnknownKeys(this.#root, ["targets"]);
    const list = findNodeAtLocation(this.#root, ["targets"]);
    if (list === undefined) throw this.#mistake(this.#root.offset, '"targets" is missing');
    if (list.type !== "array" || !list.children?.length) {
      throw this.#mistake(list.offset, '"targets" is an array of at least one target');
    }
    return list.children;
  }

  target(node: Node, wishes: CheckWishes): CheckTarget {
    if (node.type !== "string" && node.type !== "object") {
      throw this.#mistake(node.offset, "a target is a text or an object");
    }
    const own = node.type === "string" ? { target: getNodeValue(node) } : this.#values(node);
    if (own.target === undefined) throw this.#mistake(node.offset, '"target" is missing');
    try {
      return parseCheckTarget(own.target, { ...wishes, ...own });
    } catch (error) {
      if (error instanceof RangeError) throw this.#mistake(node.offset, error.message);
      throw error;
    }
  }

  #values(node: Node): CheckWishes & { target?: string } {
    this.#refuseUnknownKeys(node, Object.keys(keys));
    for (const [name, type] of Object.entries(keys)) {
      const value = findNodeAtLocation(node, [name]);
      if (value !== undefined && value.type !== type) {
        throw this.#mistake(value.offset, `"${name}" is a ${type === "string" ? "text" : "true or false"}`);
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
      const suggestion = meant === undefined ? "" : `; did you mean "${meant}"?`;
      if (!known.includes(name)) throw this.#mistake(key.offset, `"${name}" is not known${suggestion}`);
      if (seen.has(name)) throw this.#mistake(key.offset, `"${name}" stands there twice`);
      seen.add(name);
    }
  }

  #mistake(offset: number, message: string): UsageError {
    const line = this.#text.slice(0, offset).split("\n").length;
    return new UsageError(`plan, line ${line}: ${message}`, hint);
  }
}

const hint =
  'a plan is {"targets": ["tcp://host:port", {"target": "udp://host:port", "send": "hi", "expect": "HI"}]}';
