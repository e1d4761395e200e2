import { assertEquals, assertGreater } from "@std/assert";
import { bothWait } from "../../lib/lesson/both_wait.ts";
import { assertSays, calls, ms, see } from "../support/lesson.ts";

Deno.test("both receives wait until the client's timeout lets it speak", async () => {
  const { facts, events, notes } = await see(bothWait);
  const received = calls(events, "recv");
  assertEquals(received.map(({ side }) => side).toSorted(), ["client", "server"]);
  for (const { tookMs } of received) {
    assertGreater(tookMs!, 590);
    assertSays(facts, ms(tookMs));
  }
  const firstSend = events.find(({ call }) => call === "send");
  assertEquals(firstSend!.side, "client");
  assertEquals(notes.length, 1);
});
