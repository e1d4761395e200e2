import { assert, assertEquals } from "@std/assert";
import type { Bytes } from "../../../lib/base/bytes.ts";
import { type Random, randomInteger } from "../../../lib/base/random.ts";
import { replyReader } from "../../../lib/protocol/reply/reader.ts";
import { expectedReply, frameLine, framings, maxExcessBytes } from "../../../lib/protocol/reply/reply.ts";
import { assertBytes, cutAtRandom, utf8 } from "../../support/bytes.ts";
import { Conversation, marked, newlineOf } from "../../support/conversation.ts";
import { pick, propertyTest, pureTest } from "../../support/property.ts";

pureTest("a reply is a copy: what is pushed later does not change it", () => {
  for (const framing of framings) {
    const newline = newlineOf[framing];
    const client = new Conversation(framing).asks("hello").gets(`HELLO${newline}`);
    const { bytes } = client.reader.finish();
    client.asks("world").gets(`WORLD${newline}`);
    assertBytes(bytes, utf8("HELLO"));
  }
});

pureTest("a deviation leaves no trace on the next reply", () => {
  new Conversation().asks("hello").gets("nonsense").endsAfterSilence("nonsense", { matches: false })
    .asks("again").gets("AG", "AIN").ends("AGAIN");
});

pureTest("what is owed for a line that was given up is counted off before the next reply", () => {
  for (const framing of framings) {
    const newline = newlineOf[framing];
    const late = 5 + newline.length;
    const both = `HELLO${newline}WORLD${newline}`;
    const again = () => new Conversation(framing).asks("hello").givesUp().asks("world");
    again().gets(both).ends("WORLD", { lateBytes: late });
    again().getsByteByByte(both).ends("WORLD", { lateBytes: late });
    again().gets(`HELLO${newline}W`, `ORLD${newline}`).ends("WORLD", { lateBytes: late });
  }
});

pureTest("the reply is awaited while only late bytes have come", () => {
  for (const framing of framings) {
    const client = new Conversation(framing).asks("hello").givesUp().asks("hello");
    client.gets(`HELLO${newlineOf[framing]}`);
    assertEquals(client.state, "waiting");
    assertEquals(client.reader.received.length, 0);
    client.gets("HE");
    assertEquals(client.reader.received.length, 2);
    client.gets(`LLO${newlineOf[framing]}`).ends("HELLO", { lateBytes: 5 + newlineOf[framing].length });
  }
});

pureTest("a part of the reply that came before the line was given up is not owed any more", () => {
  const client = new Conversation("raw").asks("hello").gets("HE");
  assertEquals(client.reader.received.length, 2);
  client.givesUp().asks("world").gets("LLOWORLD").ends("WORLD", { lateBytes: 3 });
});

pureTest("a late line that is cut in its middle is counted off whole", () => {
  for (const framing of marked) {
    const newline = newlineOf[framing];
    const client = new Conversation(framing).asks("hello").gets("HE").givesUp();
    client.asks("world");
    assertEquals(client.reader.received.length, 0, "what came belongs to the line before");
    client.gets("LLO", newline, "WOR", `LD${newline}`).ends("WORLD", { lateBytes: 5 + newline.length });
  }
});

pureTest("late bytes that come between two lines are taken by drain(), in one piece or in several", () => {
  const client = new Conversation().asks("hello").givesUp();
  assertEquals(client.drains("HE"), { lateBytes: 2, extraBytes: 0 });
  assertEquals(client.drains("LLO!!"), { lateBytes: 3, extraBytes: 2 });
  assertEquals(client.drains("more"), { lateBytes: 0, extraBytes: 4 });
  client.asks("world").gets("WORLD").ends("WORLD");
});

pureTest(
  "late lines that come between two lines are taken by drain(), also with a newline cut in two",
  () => {
    for (const framing of marked) {
      const newline = newlineOf[framing];
      const client = new Conversation(framing).asks("hello").givesUp();
      assertEquals(client.drains(`HELLO${newline.slice(0, -1)}`), { lateBytes: 0, extraBytes: 0 });
      assertEquals(client.drains(`${newline.slice(-1)}!!`), { lateBytes: 5 + newline.length, extraBytes: 2 });
      assertEquals(client.drains(`more${newline}`), { lateBytes: 0, extraBytes: 4 + newline.length });
      client.asks("world").gets(`WORLD${newline}`).ends("WORLD");
    }
  },
);

pureTest("a part that drain() has taken is not awaited again", () => {
  const client = new Conversation().asks("hello").givesUp();
  assertEquals(client.drains("HEL"), { lateBytes: 3, extraBytes: 0 });
  client.asks("world").gets("LOWORLD").ends("WORLD", { lateBytes: 2 });
  for (const framing of marked) {
    const newline = newlineOf[framing];
    const lines = new Conversation(framing).asks("hello").givesUp();
    assertEquals(lines.drains("HEL"), { lateBytes: 0, extraBytes: 0 });
    lines.asks("world").gets(`LO${newline}WORLD${newline}`).ends("WORLD", { lateBytes: 5 + newline.length });
  }
});

pureTest("drain() finds bytes too many where nothing is owed", () => {
  for (const framing of framings) {
    const client = new Conversation(framing);
    assertEquals(client.drains("hi"), { lateBytes: 0, extraBytes: 2 });
    assertEquals(client.drains(""), { lateBytes: 0, extraBytes: 0 });
    client.asks("world").gets(`WORLD${newlineOf[framing]}`).ends("WORLD");
    assertEquals(client.drains("hi"), { lateBytes: 0, extraBytes: 2 });
    client.asks("world").gets(`WORLD${newlineOf[framing]}`).ends("WORLD");
  }
});

pureTest("drain() takes bytes that are not what is owed for bytes too many", () => {
  const client = new Conversation().asks("hello").givesUp();
  assertEquals(client.drains("HEXO"), { lateBytes: 2, extraBytes: 2 });
  client.asks("xo").gets("XO").ends("XO");
  assertEquals(client.asks("hello").givesUp().drains("HEX"), { lateBytes: 2, extraBytes: 1 });
  // Nothing is owed any more, also not what remained of it.
  client.asks("llo").gets("LLO").ends("LLO");
});

pureTest("drain() takes the answer to a later line for a late one", () => {
  for (const framing of marked) {
    const client = new Conversation(framing).asks("one").givesUp().asks("two").givesUp();
    const newline = newlineOf[framing];
    assertEquals(client.drains(`TWO${newline}`), { lateBytes: 3 + newline.length, extraBytes: 0 });
  }
});

pureTest("several lines that were given up are counted off in their order", () => {
  for (const framing of framings) {
    const newline = newlineOf[framing];
    const client = new Conversation(framing).asks("one").givesUp().asks("two").givesUp().asks("three");
    client.gets(`ONE${newline}TW`, `O${newline}THREE${newline}`)
      .ends("THREE", { lateBytes: 6 + 2 * newline.length });
  }
});

pureTest("late bytes that came before another line is given up are counted once", () => {
  for (const framing of framings) {
    const newline = newlineOf[framing];
    const lateBytes = 6 + 2 * newline.length;
    const again = () =>
      new Conversation(framing).asks("one").givesUp().asks("two").gets(`ONE${newline}`).givesUp();
    const client = again().asks("three").gets(`TWO${newline}THREE${newline}`).ends("THREE", { lateBytes });
    assertEquals(client.drains(""), { lateBytes: 0, extraBytes: 0 });
    const drained = again();
    assertEquals(drained.drains(`TWO${newline}`), { lateBytes, extraBytes: 0 });
    drained.asks("three").gets(`THREE${newline}`).ends("THREE");
  }
});

pureTest(
  "a server that never answers the line that was given up is understood when it answers the next",
  () => {
    for (const framing of framings) {
      const newline = newlineOf[framing];
      const next = (line: string) => new Conversation(framing).asks("hello").givesUp().asks(line);
      next("world").gets(`WORLD${newline}`).ends("WORLD");
      next("help").gets(`HELP${newline}`).ends("HELP");
      next("help").getsByteByByte(`HELP${newline}`).ends("HELP");
      next("hellos").gets(`HELLOS${newline}`).ends("HELLOS");
      next("hellos").getsByteByByte(`HELLOS${newline}`).ends("HELLOS");
    }
  },
);

pureTest("a server that answers both is understood where one answer is the beginning of the other", () => {
  const cases = [["hello", "help"], ["hello", "hellos"], ["hellos", "hello"], ["a", "aa"], ["aa", "a"], [
    "ab",
    "abab",
  ], ["hello", "hello"]];
  for (const framing of framings) {
    const newline = newlineOf[framing];
    for (const [first, second] of cases) {
      const late = first!.toUpperCase() + newline;
      const reply = second!.toUpperCase();
      const next = () => new Conversation(framing).asks(first!).givesUp().asks(second!);
      next().gets(late + reply + newline).ends(reply, { lateBytes: late.length });
      next().getsByteByByte(late + reply + newline).ends(reply, { lateBytes: late.length });
    }
  }
});

pureTest("a server that never answered several lines is understood when it answers the next", () => {
  new Conversation().asks("one").givesUp().asks("two").givesUp().asks("three").gets("THREE").ends("THREE");
  new Conversation().asks("one").gets("ON").givesUp().asks("two").gets("TWO").ends("TWO");
});

pureTest("a wrong answer is no late one: it is open, and shown whole", () => {
  const client = new Conversation().asks("hello").givesUp().asks("world").gets("HELP!");
  assertEquals(client.state, "open");
  client.endsAfterSilence("HELP!", { matches: false });
});

pureTest("a wrong answer after the late one is shown without it", () => {
  const client = new Conversation().asks("hello").givesUp().asks("world").gets("HELLO", "wor");
  assertEquals(client.state, "open");
  client.gets("ld").endsAfterSilence("world", { matches: false, lateBytes: 5 });
});

pureTest("bytes beyond the reply are counted also behind late ones", () => {
  new Conversation().asks("hello").givesUp().asks("world").gets("HELLOWORLD\n")
    .ends("WORLD\n", { matches: false, lateBytes: 5, extraBytes: 1 });
});

pureTest("what was owed is forgotten once the next line is answered without it", () => {
  for (const framing of framings) {
    const newline = newlineOf[framing];
    const client = new Conversation(framing).asks("hello").givesUp().asks("world");
    client.gets(`WORLD${newline}`).ends("WORLD");
    client.asks("again").gets(`AGAIN${newline}`).ends("AGAIN");
    client.asks("again").gets(`wrong${newline}`)
      .endsAfterSilence("wrong", { matches: false });
    assertEquals(client.drains("HELLO"), { lateBytes: 0, extraBytes: 5 });
  }
});

pureTest("a reply that grows beyond the limit is ended, and does not match", () => {
  for (const framing of framings) {
    const client = new Conversation(framing).asks("hello");
    client.gets("x".repeat(5 + maxExcessBytes));
    assert(client.state !== "complete");
    client.gets("x");
    assertEquals(client.state, "complete");
    const { text, ...facts } = client.finish();
    assertEquals(text.length, 6 + maxExcessBytes);
    assertEquals(facts, { matches: false, extraBytes: 0, lateBytes: 0 });
    client.asks("next").gets(`NEXT${newlineOf[framing]}`).ends("NEXT");
  }
});

pureTest("any reply that grows beyond the limit is ended too", () => {
  for (const framing of framings) {
    const client = new Conversation(framing, "any").asks("hello").gets("x".repeat(6 + maxExcessBytes));
    assertEquals(client.state, "complete");
    assertEquals(client.finish().matches, true);
  }
});

pureTest("a long line may come whole: the limit counts from what is expected", () => {
  const line = "a".repeat(2 * maxExcessBytes);
  for (const framing of framings) {
    const reply = line.toUpperCase() + newlineOf[framing];
    new Conversation(framing).asks(line).gets(reply.slice(0, 2_000_000), reply.slice(2_000_000)).ends(
      line.toUpperCase(),
    );
  }
});

/** Letters of which there are few, so that one answer is often the beginning of another. */
function randomLine(random: Random): Bytes {
  return utf8(Array.from({ length: randomInteger(random, 1, 4) }, () => pick(random, ["a", "b"])).join(""));
}

/**
 * A server that answers every line, in order, and a client that gives some of them up. Whatever was given up
 * when, and however the stream is cut, each reply that is awaited is found.
 */
propertyTest("no late byte is ever taken for a reply when the server answers every line", 2000, (random) => {
  const framing = pick(random, framings);
  const expectation = pick(random, ["upper", "echo"] as const);
  const reader = replyReader(framing, expectation);
  /** Sent by the server and not received yet. */
  const onTheWay: number[] = [];
  let [owedBytes, lateBytes] = [0, 0];
  const history: string[] = [];
  for (let number = 0; number < 8; number++) {
    while (onTheWay.length > 0 && random() < 0.3) {
      const piece = onTheWay.splice(0, randomInteger(random, 1, 5));
      const leftover = reader.drain(Uint8Array.from(piece));
      history.push(`drain ${String.fromCharCode(...piece)}`);
      assertEquals(leftover.extraBytes, 0, history.join(", "));
      lateBytes += leftover.lateBytes;
    }
    const line = randomLine(random);
    const right = expectedReply(line, expectation) ?? line;
    const answer = frameLine(right, framing);
    history.push(`begin ${new TextDecoder().decode(line)}`);
    reader.begin(line);
    onTheWay.push(...answer);
    const givesUpBefore = random() < 0.4 ? randomInteger(random, 1, onTheWay.length) : 0;
    while (onTheWay.length > givesUpBefore) {
      assertEquals(reader.state, "waiting", history.join(", "));
      const most = onTheWay.length - givesUpBefore;
      const piece = onTheWay.splice(0, Math.min(most, randomInteger(random, 1, 6)));
      history.push(`push ${String.fromCharCode(...piece)}`);
      reader.push(Uint8Array.from(piece));
    }
    if (givesUpBefore > 0) {
      assertEquals(reader.state, "waiting", history.join(", "));
      // Of a raw reply the part that came was this line's; what is counted as late came after giving up.
      owedBytes += answer.length;
      if (framing === "raw") owedBytes -= reader.received.length;
      reader.giveUp();
      history.push("give up");
      continue;
    }
    assertEquals(reader.state, "complete", history.join(", "));
    const { bytes, ...facts } = reader.finish();
    assertBytes(bytes, right, history.join(", "));
    lateBytes += facts.lateBytes;
    assertEquals(facts, { matches: true, extraBytes: 0, lateBytes: facts.lateBytes }, history.join(", "));
    assertEquals(lateBytes, owedBytes, history.join(", "));
    [owedBytes, lateBytes] = [0, 0];
  }
});

/** A server that answers some lines never; a client that gives up exactly those. */
propertyTest(
  "a line is understood after lines that are never answered, when it begins otherwise",
  2000,
  (random) => {
    const framing = pick(random, framings);
    const reader = replyReader(framing, "upper");
    const letters = [..."abcdefgh"];
    for (const letter of letters) {
      // No answer begins like the one before.
      const line = utf8(letter.repeat(randomInteger(random, 1, 9)));
      reader.begin(line);
      if (random() < 0.5) {
        reader.giveUp();
        continue;
      }
      const right = expectedReply(line, "upper")!;
      for (const piece of cutAtRandom(random, frameLine(right, framing), 4)) reader.push(piece);
      assertEquals(reader.state, "complete");
      const { bytes, matches, lateBytes } = reader.finish();
      assertBytes(bytes, right);
      assertEquals({ matches, lateBytes }, { matches: true, lateBytes: 0 });
    }
  },
);
