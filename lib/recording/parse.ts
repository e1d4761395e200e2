import * as v from "valibot";
import type { SocketCall } from "../protocol/call.ts";
import { type BadLine, parseJsonLines } from "../base/json_lines.ts";
import { number, object, oneOf, saying, text } from "../base/json_schema.ts";
import { withParticle } from "../base/korean.ts";
import { visibleText } from "../base/visible.ts";
import { actsAtStart, type RecordedCall } from "./call.ts";

export interface ParsedRecording {
  /** In the order of the lines. */
  readonly calls: readonly RecordedCall[];
  readonly bad: readonly BadLine[];
}

/**
 * Reads what `--json --trace` wrote, one event a line. Events that are no socket calls are skipped; a line
 * that cannot be read is told, and the others are read all the same.
 */
export function parseRecording(lines: string): ParsedRecording {
  const { values, bad } = parseJsonLines(lines, event, (key) => ({
    en: `a socket event without ${key}`,
    ko: `socket 이벤트에 ${withParticle(key, "이")} 없습니다`,
  }));
  const calls: RecordedCall[] = [];
  let part = 0;
  for (const value of values) {
    if (value === "end") part++;
    else if (value !== "other") calls.push({ part, ...value });
  }
  return { calls, bad };
}

/** Longer texts are cut. No address and no socket number is this long. */
const longestText = 100;

const shortText = v.pipe(
  text,
  v.transform((value) => visibleText(value.slice(0, longestText).toWellFormed())),
);

const isTrue = v.optional(v.pipe(v.unknown(), v.transform((value) => value === true)), false);

const socketCall = object({
  call: oneOf(Object.keys(actsAtStart) as SocketCall[]),
  side: oneOf(["server", "client"]),
  transport: oneOf(["tcp", "udp"]),
  socket: shortText,
  at: number,
  tookMs: v.optional(number, 0),
  bytes: v.optional(number, 0),
  eof: isTrue,
  truncated: isTrue,
  local: v.exactOptional(shortText),
  peer: v.exactOptional(shortText),
  accepted: v.exactOptional(shortText),
  failure: v.exactOptional(shortText),
});

/** The events that end a recording. */
const lastEvents: ReadonlySet<string> = new Set(["summary", "error"]);

const otherEvent = v.pipe(
  v.object({ event: v.string() }),
  v.transform(({ event }) => lastEvents.has(event) ? "end" as const : "other" as const),
);

const event = v.lazy((value) => {
  const { event } = value as { event?: unknown };
  if (typeof event !== "string") {
    return v.never(saying({ en: 'it has no "event"', ko: '"event"가 없습니다' }));
  }
  return event === "socket" ? socketCall : otherEvent;
});
