import { assertEquals, assertLess } from "@std/assert";
import { halfClose } from "../../lib/lesson/half_close.ts";
import { assertSays, calls, see, sumOfBytes } from "../support/lesson.ts";

Deno.test("after its shutdown a client cannot send and still receives the whole answer", async () => {
  const { facts, events } = await see(halfClose);
  const [shutdown] = calls(events, "shutdown");
  const after = events.slice(events.indexOf(shutdown!) + 1);
  const { socket } = shutdown!;
  const sent = sumOfBytes(calls(events, "send", { socket }));
  assertSays(facts, sent, "broken-pipe");
  assertEquals(calls(after, "send", { socket, failure: "broken-pipe" }).length, 1);
  assertEquals(sumOfBytes(calls(after, "recv", { socket })), sent);
  assertSays(facts, sent, "FIRST, SECOND");
  const [serverEnd] = calls(events, "recv", { side: "server", eof: true });
  const [clientEnd] = calls(events, "recv", { side: "client", eof: true });
  assertLess(events.indexOf(serverEnd!), events.indexOf(calls(events, "send", { side: "server" })[0]!));
  assertSays(facts, serverEnd!.socket, clientEnd!.socket);
});
