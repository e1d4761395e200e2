import { assert, assertEquals, assertMatch } from "@std/assert";
import { type SocketViewOptions, socketViews } from "../../../lib/cli/host/socket_view.ts";
import type { SocketEvent } from "../../../lib/protocol/event.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { traceHeader, traceLines } from "../../../lib/report/trace/text.ts";

const data = new TextEncoder().encode("x".repeat(300));
const sent: SocketEvent = {
  event: "socket",
  at: 1,
  side: "client",
  socket: "#1",
  transport: "tcp",
  call: "send",
  bytes: 300,
  data,
};
const received: SocketEvent = { ...sent, call: "recv" };

const look = { language: "en", columns: 80, paint: noPaint } as const;

type Wishes = Partial<Omit<SocketViewOptions, "write">>;

/** What is written for each of the calls. */
function shown(format: "text" | "json", wishes: Wishes, ...events: SocketEvent[]): (readonly string[])[] {
  const written: (readonly string[])[] = [];
  const view = socketViews[format]({ write: (lines) => written.push(lines), ...look, ...wishes });
  events.forEach(view);
  return written;
}

Deno.test("socketViews.text writes the lines of a call at once, and the columns' names once", () => {
  assertEquals(shown("text", {}, sent, received), [
    [...traceHeader(look), ...traceLines(sent, look)],
    traceLines(received, look),
  ]);
});

Deno.test("socketViews.text shows the first bytes in the line, or all that came under it", () => {
  assertEquals(
    shown("text", { data: "first" }, sent)[0]!.at(-1),
    traceLines(sent, { ...look, showData: true })[0],
  );
  const [ofSend, ofReceive] = shown("text", { data: "all" }, sent, received);
  assertEquals(ofSend!.length, 2);
  assertMatch(ofReceive!.at(-1)!, /^ +"x{300}"$/);
});

Deno.test("socketViews.text writes in the language and the width of its reader", () => {
  const korean = { ...look, language: "ko", columns: 60 } as const;
  const explain = (): string => "설명이 한 줄보다 깁니다. ".repeat(5);
  const [lines] = shown("text", { ...korean, explain }, sent);
  assertEquals(lines!.slice(0, 3), [...traceHeader(korean), ...traceLines(sent, korean)]);
  assert(lines!.length > 4 && lines!.every((line) => columnsOf(line) <= 60), lines!.join("\n"));
});

Deno.test("socketViews explain a call where there is an explanation, having told every call", () => {
  const told: string[] = [];
  const explain = ({ call }: SocketEvent): string | undefined => {
    told.push(call);
    return call === "recv" ? "It came." : undefined;
  };
  const [, text] = shown("text", { explain }, sent, received);
  assertMatch(text!.at(-1)!, /^ +It came\.$/);
  const [plain, explained] = shown("json", { explain }, sent, received).map(([line]) => JSON.parse(line!));
  assertEquals([plain.explanation, explained.explanation], [undefined, "It came."]);
  assertEquals(told, ["send", "recv", "send", "recv"]);
});

Deno.test("socketViews.json writes a call as one object, with as many of its bytes as are wanted", () => {
  const lengths = ([undefined, "first", "all"] as const).map((data) => {
    const [[line]] = shown("json", { data }, received) as [[string]];
    const event = JSON.parse(line);
    assertEquals([event.event, event.data], ["socket", undefined]);
    return event.text?.length;
  });
  assertEquals(lengths, [undefined, 256, 300]);
});
