import { assertEquals, assertGreater, assertLess } from "@std/assert";
import { oneAtATime } from "../../lib/lesson/one_at_a_time.ts";
import { assertSays, calls, ms, see } from "../support/lesson.ts";

Deno.test("a serial server accepts the second client when the first has gone, a concurrent one at once", async () => {
  const { facts, events } = await see(oneAtATime);
  const [serial, concurrent] = calls(events, "listen").map(({ socket }) => socket);
  const order = (index: number): number =>
    events.indexOf(calls(events, "accept", { socket: serial! })[index]!);
  const [first, second, third, fourth] = calls(events, "connect");
  const firstClosed = events.indexOf(calls(events, "close", { socket: first!.socket })[0]!);
  assertLess(order(0), firstClosed);
  assertGreater(order(1), firstClosed);
  assertEquals(calls(events, "accept", { socket: concurrent! }).length, 2);
  const waited = events[order(1)]!.at - second!.at;
  assertGreater(waited, 290);
  assertSays(facts, second!.socket, ms(second!.tookMs), 6, ms(waited));
  const answered = ({ socket }: { socket: string }): number =>
    calls(events, "recv", { socket })[0]!.at - calls(events, "send", { socket })[0]!.at;
  assertSays(facts, ms(answered(second!)));
  assertSays(facts, ms(answered(fourth!)), fourth!.socket, third!.socket);
  const [thirdClosed] = calls(events, "close", { socket: third!.socket });
  assertLess(
    events.indexOf(calls(events, "recv", { socket: fourth!.socket })[0]!),
    events.indexOf(thirdClosed!),
  );
});
