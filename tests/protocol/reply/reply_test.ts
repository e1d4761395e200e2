import { assertEquals } from "@std/assert";
import { replyReader } from "../../../lib/protocol/reply/reader.ts";
import { expectedReply, frameLine, framings } from "../../../lib/protocol/reply/reply.ts";
import { assertBytes, cutAtRandom, utf8 } from "../../support/bytes.ts";
import { Conversation, marked, newlineOf } from "../../support/conversation.ts";
import { pick, propertyTest, pureTest } from "../../support/property.ts";

pureTest("frameLine() adds what the framing marks the end with, to a copy", () => {
  const line = utf8("hi");
  assertBytes(frameLine(line, "raw"), utf8("hi"));
  assertBytes(frameLine(line, "line"), utf8("hi\n"));
  assertBytes(frameLine(line, "crlf"), utf8("hi\r\n"));
  frameLine(line, "raw")[0] = 0;
  assertBytes(line, utf8("hi"));
});

pureTest("expectedReply() is the upper-casing, the line itself, or nothing in particular", () => {
  const line = utf8("straße");
  assertBytes(expectedReply(line, "upper")!, utf8("STRASSE"));
  assertBytes(expectedReply(line, "echo")!, line);
  assertEquals(expectedReply(line, "any"), undefined);
  expectedReply(line, "echo")![0] = 0;
  assertBytes(line, utf8("straße"));
});

propertyTest("a reply is whole when its last byte came, however it is cut", 500, (random) => {
  const framing = pick(random, framings);
  const expectation = pick(random, ["upper", "echo"] as const);
  const reader = replyReader(framing, expectation);
  for (const text of ["hello", "straße", "안녕하세요", "x"]) {
    const line = utf8(text);
    const expected = expectedReply(line, expectation)!;
    const sent = frameLine(expected, framing);
    reader.begin(line);
    for (const piece of cutAtRandom(random, sent.subarray(0, -1), 4)) {
      assertEquals(reader.state, "waiting");
      reader.push(piece);
    }
    assertEquals(reader.state, "waiting");
    reader.push(sent.slice(-1));
    assertEquals(reader.state, "complete");
    const { bytes, ...facts } = reader.finish();
    assertBytes(bytes, expected);
    assertEquals(facts, { matches: true, extraBytes: 0, lateBytes: 0 });
  }
});

pureTest("a reply counts what has come of it", () => {
  for (const framing of framings) {
    const client = new Conversation(framing).asks("hello");
    assertEquals(client.reader.received.length, 0);
    assertEquals(client.gets("HE", "L").reader.received.length, 3);
  }
});

pureTest("bytes beyond the reply belong to it and are counted", () => {
  new Conversation().asks("hi").gets("HI\0\0\0").ends("HI\0\0\0", { matches: false, extraBytes: 3 });
  const client = new Conversation().asks("hi").gets("HI");
  assertEquals(client.state, "complete");
  client.gets("!").ends("HI!", { matches: false, extraBytes: 1 });
  for (const framing of marked) {
    const newline = newlineOf[framing];
    new Conversation(framing).asks("hi").gets(`HI${newline}HI${newline}`)
      .ends("HI", { matches: false, extraBytes: 2 + newline.length });
  }
});
