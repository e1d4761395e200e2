import { assertEquals } from "@std/assert";
import { framings } from "../../../lib/protocol/reply/reply.ts";
import { Conversation, newlineOf } from "../../support/conversation.ts";
import { pureTest } from "../../support/property.ts";

pureTest("any reply is open from its first byte on, and right, whatever it holds", () => {
  for (const framing of framings) {
    const client = new Conversation(framing, "any").asks("hello");
    assertEquals(client.state, "waiting");
    client.gets("HTTP/1.1 200 OK\r\n");
    assertEquals(client.state, "open");
    client.gets("\r\n", "one\n", "two");
    assertEquals(client.state, "open");
    client.endsAfterSilence("HTTP/1.1 200 OK\r\n\r\none\ntwo");
  }
});

pureTest("any reply loses the newline at its end, once, where newlines are added to what is sent", () => {
  for (const framing of framings) {
    const newline = newlineOf[framing];
    new Conversation(framing, "any").asks("hello").gets(`go${newline}${newline}`).endsAfterSilence(
      `go${newline}`,
    );
    new Conversation(framing, "any").asks("hello").gets(newline || "x").endsAfterSilence(newline ? "" : "x");
  }
  new Conversation("crlf", "any").asks("hello").gets("go\n").endsAfterSilence("go\n");
});

pureTest("any reply after a line that was given up may be the one to that line", () => {
  for (const framing of framings) {
    const client = new Conversation(framing, "any").asks("one").givesUp();
    client.asks("two").gets("ONE").endsAfterSilence("ONE", { mayBeLate: true });
    client.asks("three").gets("TWO").endsAfterSilence("TWO", { mayBeLate: true });
    assertEquals(client.drains("THR"), { lateBytes: 3, extraBytes: 0 });
    assertEquals(client.drains("EE"), { lateBytes: 2, extraBytes: 0 });
    client.asks("four").gets("FOUR").endsAfterSilence("FOUR");
    assertEquals(client.drains("!"), { lateBytes: 0, extraBytes: 1 });
  }
});
