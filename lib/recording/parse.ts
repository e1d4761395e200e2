import type { SocketCall } from "../protocol/call.ts";
import { visibleText } from "../base/visible.ts";
import { actsAtStart, type RecordedCall } from "./call.ts";

/** A line that is no event. */
export interface BadLine {
  /** Counts from 1. */
  readonly number: number;
  readonly reason: string;
}

export interface ParsedRecording {
  /** In the order of the lines. */
  readonly calls: readonly RecordedCall[];
  readonly bad: readonly BadLine[];
}

/** Longer texts are cut: no address and no socket's number is. */
const longestText = 100;

/**
 * Reads what `--json --trace` wrote, one event a line. Events that are no socket calls are passed over; a line
 * that cannot be read is told and costs nothing else.
 */
export function parseRecording(text: string): ParsedRecording {
  const calls: RecordedCall[] = [];
  const bad: BadLine[] = [];
  let part = 0;
  text.replace(/^\ufeff/, "").split("\n").forEach((line, index) => {
    if (line.trim() === "") return;
    try {
      const fields = parseEvent(line);
      if (fields.event === "socket") calls.push(parseCall(fields, part));
      else if (lastEvents.has(fields.event)) part++;
    } catch (error) {
      if (!(error instanceof BadEvent)) throw error;
      bad.push({ number: index + 1, reason: error.message });
    }
  });
  return { calls, bad };
}

/** What is wrong with one line. */
class BadEvent extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/** With one of them a recording ends. */
const lastEvents: ReadonlySet<string> = new Set(["summary", "error"]);

function parseEvent(line: string): Fields & { readonly event: string } {
  const { event, ...fields } = parseObject(line);
  if (typeof event !== "string") throw new BadEvent('it has no "event"');
  return { event, ...fields };
}

function parseCall(fields: Fields, part: number): RecordedCall {
  const call = oneOf(fields, "call", Object.keys(actsAtStart) as SocketCall[]);
  return {
    part,
    side: oneOf(fields, "side", ["server", "client"]),
    transport: oneOf(fields, "transport", ["tcp", "udp"]),
    socket: required("socket", textOf(fields, "socket")),
    call,
    at: required("at", numberOf(fields, "at")),
    tookMs: numberOf(fields, "tookMs") ?? 0,
    bytes: numberOf(fields, "bytes") ?? 0,
    eof: fields.eof === true,
    truncated: fields.truncated === true,
    ...optional("local", textOf(fields, "local")),
    ...optional("peer", textOf(fields, "peer")),
    ...optional("accepted", textOf(fields, "accepted")),
    ...optional("failure", textOf(fields, "failure")),
  };
}

function parseObject(line: string): Fields {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    throw new BadEvent("not JSON");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new BadEvent("not a JSON object");
  }
  return value as Fields;
}

function oneOf<T extends string>(fields: Fields, key: string, choices: readonly T[]): T {
  const value = required(key, textOf(fields, key));
  const found = choices.find((choice) => choice === value);
  if (found === undefined) throw new BadEvent(`"${key}" is "${value}"`);
  return found;
}

function required<T>(key: string, value: T | undefined): T {
  if (value === undefined) throw new BadEvent(`a socket event without "${key}"`);
  return value;
}

function textOf(fields: Fields, key: string): string | undefined {
  const value = fields[key];
  if (value === undefined) return undefined;
  if (typeof value !== "string" || value === "") throw new BadEvent(`"${key}" is not a text`);
  return visibleText(value.slice(0, longestText).toWellFormed());
}

function numberOf(fields: Fields, key: string): number | undefined {
  const value = fields[key];
  if (value === undefined) return undefined;
  if (typeof value !== "number" || !Number.isFinite(value)) throw new BadEvent(`"${key}" is not a number`);
  if (value < 0) throw new BadEvent(`"${key}" is negative`);
  return value;
}

function optional<K extends string, T>(key: K, value: T | undefined): { [Name in K]?: T } {
  return value === undefined ? {} : { [key]: value } as { [Name in K]?: T };
}
