import { assertEquals, assertMatch } from "@std/assert";
import { whyNotAnswered } from "../../lib/server/reflection.ts";

const pure = { permissions: "none" } as const;
const strict = { answerSamePort: false };

Deno.test("whyNotAnswered() names the service that would answer for ever", pure, () => {
  const names: [number, string][] = [
    [7, "echo"],
    [13, "daytime"],
    [17, "quote of the day"],
    [19, "character generator"],
    [37, "time"],
  ];
  for (const [port, name] of names) {
    const expected = `its source is port ${port} (${name}), which would answer for ever`;
    assertEquals(whyNotAnswered(port, 11758, strict), expected);
    assertEquals(whyNotAnswered(port, 11758, { answerSamePort: true }), expected);
  }
});

Deno.test("whyNotAnswered() refuses port 0, which nothing can be sent to", pure, () => {
  assertMatch(whyNotAnswered(0, 11758, { answerSamePort: true })!, /source port is 0/);
});

Deno.test("whyNotAnswered() refuses our own port number unless that is allowed", pure, () => {
  assertMatch(whyNotAnswered(11758, 11758, strict)!, /as ours.*--answer-same-port/);
  assertEquals(whyNotAnswered(11758, 11758, { answerSamePort: true }), undefined);
});

Deno.test("whyNotAnswered() lets every other port be answered", pure, () => {
  const refused = Array.from({ length: 65_536 }, (_, port) => port).filter((port) => {
    return whyNotAnswered(port, 11758, strict) !== undefined;
  });
  assertEquals(refused, [0, 7, 13, 17, 19, 37, 11758]);
});
