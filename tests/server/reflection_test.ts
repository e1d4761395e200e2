import { assertEquals, assertMatch } from "@std/assert";
import { whyNotAnswered } from "../../lib/server/reflection.ts";

const pure = { permissions: "none" } as const;
const strict = { answerSamePort: false };

Deno.test("whyNotAnswered() names the service that would answer forever", pure, () => {
  const names: [number, string][] = [
    [7, "echo"],
    [13, "daytime"],
    [17, "qotd"],
    [19, "chargen"],
    [37, "time"],
  ];
  for (const [port, name] of names) {
    const expected = {
      en: `its source is port ${port} (${name}), and the two would reply to each other forever`,
      ko: `발신지가 ${port}번 포트(${name})라서 서로 끝없이 응답하게 됩니다`,
    };
    assertEquals(whyNotAnswered(port, 11758, strict), expected);
    assertEquals(whyNotAnswered(port, 11758, { answerSamePort: true }), expected);
  }
});

Deno.test("whyNotAnswered() refuses port 0, which nothing can be sent to", pure, () => {
  const reason = whyNotAnswered(0, 11758, { answerSamePort: true })!;
  assertMatch(reason.en, /source port is 0/);
  assertMatch(reason.ko, /발신지 포트가 0번/);
});

Deno.test("whyNotAnswered() refuses our own port number unless that is allowed", pure, () => {
  const reason = whyNotAnswered(11758, 11758, strict)!;
  assertMatch(reason.en, /11758 like this server's.*--answer-same-port/);
  assertMatch(reason.ko, /이 서버와 같은 11758번.*--answer-same-port/);
  assertEquals(whyNotAnswered(11758, 11758, { answerSamePort: true }), undefined);
});

Deno.test("whyNotAnswered() lets every other port be answered", pure, () => {
  const refused = Array.from({ length: 65_536 }, (_, port) => port).filter((port) => {
    return whyNotAnswered(port, 11758, strict) !== undefined;
  });
  assertEquals(refused, [0, 7, 13, 17, 19, 37, 11758]);
});
