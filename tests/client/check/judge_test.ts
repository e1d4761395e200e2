import { assertEquals, assertRejects } from "@std/assert";
import { encodeText } from "../../../lib/base/bytes.ts";
import { judgeReply, type PatternSearch } from "../../../lib/client/check/judge.ts";
import type { Judgement, Requirement } from "../../../lib/protocol/reply/requirement.ts";
import { pureTest } from "../../support/property.ts";

const search: PatternSearch = (pattern, text) => Promise.resolve(pattern.test(text));
const neverEnds: PatternSearch = () => new Promise(() => {});
const { signal } = new AbortController();

const cases: [Requirement, string, Judgement][] = [
  [{ kind: "regex", pattern: /^2\d\d /u }, "22", "open"],
  [{ kind: "regex", pattern: /^2\d\d /u }, "220 x", "pass"],
  [{ kind: "exact", text: "OK" }, "OK", "pass-if-over"],
];

pureTest("judgeReply() has patterns looked for elsewhere, and decides the rest", async () => {
  for (const [requirement, reply, judgement] of cases) {
    const options = { search, limitMs: 1000, stop: signal };
    assertEquals(await judgeReply(requirement, encodeText(reply), options), judgement);
  }
});

pureTest("judgeReply() waits for no pattern once it is told to stop", async () => {
  const stop = new AbortController();
  const pattern: Requirement = { kind: "regex", pattern: /x/u };
  const judged = judgeReply(pattern, encodeText("x"), {
    search: neverEnds,
    limitMs: 1000,
    stop: stop.signal,
  });
  stop.abort(new Error("stop"));
  await assertRejects(() => judged, Error, "stop");
});
