import { assertEquals } from "@std/assert";
import { Conversation, marked, newlineOf } from "../../support/conversation.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a line that is not the right answer ends the reply and does not match", () => {
  for (const framing of marked) {
    new Conversation(framing).asks("hello").gets(`hello${newlineOf[framing]}`)
      .ends("hello", { matches: false });
    new Conversation(framing).asks("hello").gets(newlineOf[framing]).ends("", { matches: false });
  }
});

pureTest("a CR LF that is split between two reads ends the line, and a CR or LF alone does not", () => {
  const client = new Conversation("crlf").asks("hi").gets("HI\r");
  assertEquals(client.state, "waiting");
  client.gets("\n").ends("HI");
  client.asks("hi").gets("\n", "\r", "HI", "\n\r");
  assertEquals(client.state, "waiting");
  client.gets("\n").ends("\n\rHI\n", { matches: false });
});

pureTest("a CR at the end of the reply before belongs to no newline", () => {
  const client = new Conversation("crlf").asks("hi").gets("HI\r\n\r").ends("HI", {
    matches: false,
    extraBytes: 1,
  });
  client.asks("ho").gets("\nHO\r\n").ends("\nHO", { matches: false });
});

pureTest("a server that ends its lines with CR LF where LF is the mark leaves the CR in the reply", () => {
  new Conversation("line").asks("hi").gets("HI\r\n").ends("HI\r", { matches: false });
});

pureTest("an empty line has an empty reply where a newline marks its end", () => {
  for (const framing of marked) {
    const client = new Conversation(framing).asks("");
    assertEquals(client.state, "waiting");
    client.gets(newlineOf[framing]).ends("");
  }
});
