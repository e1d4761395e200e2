import * as v from "valibot";
import type { SocketCall } from "../protocol/call.ts";
import { type BadLine, parseJsonLines } from "../base/json_lines.ts";
import { count, numberTo, object, oneOf, saying, text, trueOrFalse } from "../base/json_schema.ts";
import { withParticle } from "../base/korean.ts";
import type { Text } from "../base/text.ts";
import { visibleText } from "../base/visible.ts";
import type { Transport } from "../protocol/transport.ts";
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
  const { values, bad } = parseJsonLines(lines, event, without);
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

/** No program has run this long, in milliseconds: sums of such numbers are still numbers. */
const longestMs = 1e12;

const time = numberTo(longestMs);

const isTrue = v.optional(trueOrFalse, false);

/** The calls of one transport alone; the others belong to both. */
const transportOf: Readonly<Partial<Record<SocketCall, Transport>>> = {
  listen: "tcp",
  accept: "tcp",
  connect: "tcp",
  recv: "tcp",
  send: "tcp",
  shutdown: "tcp",
  recvfrom: "udp",
  sendto: "udp",
};

const facts = object({
  call: oneOf(Object.keys(actsAtStart) as SocketCall[]),
  side: oneOf(["server", "client"]),
  transport: oneOf(["tcp", "udp"]),
  socket: shortText,
  at: time,
  tookMs: v.optional(time, 0),
  bytes: v.exactOptional(count),
  eof: isTrue,
  truncated: isTrue,
  local: v.exactOptional(shortText),
  peer: v.exactOptional(shortText),
  accepted: v.exactOptional(shortText),
  failure: v.exactOptional(shortText),
});

type Fact = "peer" | "accepted" | "bytes";
type Facts = Readonly<Partial<Record<SocketCall, readonly Fact[]>>>;

/** What a call tells in any case. */
const needed: Facts = { connect: ["peer"], sendto: ["peer"] };

/** What a call that did not fail tells too. */
const neededWhenDone: Facts = {
  accept: ["peer", "accepted"],
  send: ["bytes"],
  recv: ["bytes"],
  sendto: ["bytes"],
  recvfrom: ["peer", "bytes"],
};

function missingFact(told: v.InferOutput<typeof facts>): Fact | undefined {
  const done = told.failure === undefined ? neededWhenDone[told.call] ?? [] : [];
  return [...needed[told.call] ?? [], ...done].find((fact) => told[fact] === undefined);
}

const socketCall = v.pipe(
  facts,
  v.check(
    ({ call, transport }) => (transportOf[call] ?? transport) === transport,
    ({ input: { call, transport } }) =>
      saying({
        en: `${transport} has no ${call}`,
        ko: `${transport}에는 ${withParticle(call, "이")} 없습니다`,
      }),
  ),
  v.check(
    (told) => missingFact(told) === undefined,
    ({ input }) => saying(without(`"${missingFact(input)}"`)),
  ),
  v.transform((told) => ({ bytes: 0, ...told })),
);

function without(key: string): Text {
  return { en: `a socket event without ${key}`, ko: `socket 이벤트에 ${withParticle(key, "이")} 없습니다` };
}

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
