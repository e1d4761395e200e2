import { assertEquals, assertGreater, assertLess, assertMatch } from "@std/assert";
import { parseRecording } from "../../lib/recording/parse.ts";
import { buildDiagram } from "../../lib/recording/diagram/build.ts";
import { text } from "../../lib/report/diagram/text.ts";
import { bothWait } from "../../lib/lesson/both_wait.ts";
import { assertSays, calls, ms, see } from "../support/lesson.ts";

Deno.test("both receives wait until the client's timeout lets it speak", async () => {
  const { facts, events, notes } = await see(bothWait);
  const received = calls(events, "recv");
  assertEquals(received.map(({ side }) => side).toSorted(), ["client", "server"]);
  const givenUp = calls(events, "recv", { failure: "timeout" });
  assertEquals(givenUp.map(({ side, deadlineMs }) => [side, deadlineMs]), [["client", 600]]);
  for (const { tookMs } of [received.find(({ side }) => side === "server")!, ...givenUp]) {
    assertGreater(tookMs!, 590);
    assertSays(facts, ms(tookMs));
  }
  assertLess(received.find(({ side }) => side === "client")!.tookMs!, 590);
  const lines = events.map((event) => `${JSON.stringify(event)}\n`).join("");
  const picture = text(buildDiagram(parseRecording(lines).calls, "en")!);
  assertMatch(picture, /\n +┃ +┃\n *\d+\.\d+ +┠ recv failed: timeout after [\d.]+ m?s +┃\n/);
  const firstSend = events.find(({ call }) => call === "send");
  assertEquals(firstSend!.side, "client");
  assertEquals(notes.length, 1);
});
