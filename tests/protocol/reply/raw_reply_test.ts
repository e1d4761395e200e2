import { assertEquals } from "@std/assert";
import { Conversation } from "../../support/conversation.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a raw reply that is longer in bytes than what was sent is awaited whole", () => {
  const client = new Conversation().asks("ß ŉ").gets("SS");
  assertEquals(client.state, "waiting");
  client.gets(" ʼN").ends("SS ʼN");
});

pureTest("a raw reply that deviates is open, and stays so whatever follows", () => {
  const client = new Conversation().asks("hello").gets("HELlO");
  assertEquals(client.state, "open");
  client.gets("HELLO");
  assertEquals(client.state, "open");
  client.endsAfterSilence("HELlOHELLO", { matches: false });
});

pureTest("a raw reply that is the line itself is open where capitals are expected", () => {
  const client = new Conversation().asks("hello").gets("h");
  assertEquals(client.state, "open");
  client.gets("ello").endsAfterSilence("hello", { matches: false });
});

pureTest("a raw reply that ends early and is ended does not match", () => {
  new Conversation().asks("hello").gets("HEL").endsAfterSilence("HEL", { matches: false });
});
