import { assertEquals, assertMatch } from "@std/assert";
import { type SocketViewOptions, socketViews } from "../../../lib/cli/host/socket_view.ts";
import type { SocketEvent } from "../../../lib/protocol/event.ts";
import { noPaint } from "../../../lib/report/paint.ts";
import { traceHeader, traceLine } from "../../../lib/report/trace/text.ts";

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

type Wishes = Omit<SocketViewOptions, "write" | "paint">;

/** What is written for each of the calls. */
function shown(format: "text" | "json", wishes: Wishes, ...events: SocketEvent[]): (readonly string[])[] {
  const written: (readonly string[])[] = [];
  const view = socketViews[format]({ write: (lines) => written.push(lines), paint: noPaint, ...wishes });
  events.forEach(view);
  return written;
}

Deno.test("socketViews.text writes the lines of a call at once, and the columns' names once", () => {
  assertEquals(shown("text", {}, sent, received), [
    [traceHeader(), traceLine(sent)],
    [traceLine(received)],
  ]);
});

Deno.test("socketViews.text shows the first bytes in the line, or all that came under it", () => {
  assertEquals(
    shown("text", { data: "first" }, sent)[0]!.at(-1),
    traceLine(sent, noPaint, { showData: true }),
  );
  const [ofSend, ofReceive] = shown("text", { data: "all" }, sent, received);
  assertEquals(ofSend!.length, 2);
  assertMatch(ofReceive!.at(-1)!, /^ +"x{300}"$/);
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
