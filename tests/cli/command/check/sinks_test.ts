import { assertEquals, assertStringIncludes } from "@std/assert";
import { languages } from "../../../../lib/base/text.ts";
import type { CheckResult } from "../../../../lib/client/check/check.ts";
import { mismatch } from "../../../../lib/client/check/mismatch.ts";
import { parseCheckTarget } from "../../../../lib/cli/command/check/target.ts";
import { checkSink } from "../../../../lib/cli/command/check/sinks.ts";
import { encodeText } from "../../../../lib/base/bytes.ts";
import { Failure } from "../../../../lib/protocol/failure.ts";
import { noPaint } from "../../../../lib/report/paint.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { capsock, TestHost } from "../../../support/host.ts";

const [open, closed, wrong] = ["127.0.0.1:10825", "127.0.0.1:5432", "udp://127.0.0.1:11758"].map((text) =>
  parseCheckTarget(text, { escapes: false, send: "hello", expectUpper: true })
) as [CheckResult["target"], CheckResult["target"], CheckResult["target"]];

const refused = new Failure("refused", { call: "connect", transport: "tcp", endpoint: closed.endpoint });

const results: readonly CheckResult[] = [
  { target: open, ok: true, tookMs: 12.3456, attempts: 2 },
  {
    target: closed,
    ok: false,
    tookMs: 30_000,
    attempts: 34,
    cause: { kind: refused.kind, message: refused.text, failure: refused },
  },
  {
    target: wrong,
    ok: false,
    tookMs: 2_000,
    attempts: 3,
    cause: mismatch(wrong.requirement!, encodeText("hello")),
  },
];

for (const language of languages) {
  for (const columns of screenWidths) {
    Deno.test(`check: three targets on ${columns} columns, ${language}`, async () => {
      const host = new TestHost(["--lang", language], { isTerminal: true, columns, paint: noPaint });
      // Results and hints stand between each other on the screen.
      const report = checkSink("text", false, { ...host, giveUpNetwork: host.giveUpNetwork, err: host.out });
      results.forEach((result, index) => report({ event: "decided", result, number: index + 1 }));
      await assertGolden(`check.${language}.${columns}`, host.stdout.text, columns);
    });
  }
}

Deno.test("check says in each language what it still waits for, and why", () => {
  const stillUp = { kind: "still-up", message: { en: "", ko: "" } } as const;
  const waiting = new Map([
    [open, undefined],
    [closed, results[1]!.cause],
    [wrong, results[2]!.cause],
    [{ ...open, text: ":1" }, stillUp],
  ]);
  const told = {
    en:
      "waiting for 127.0.0.1:10825, 127.0.0.1:5432 (refused), udp://127.0.0.1:11758 (wrong reply), :1 (still up)",
    ko:
      "응답을 기다리는 중: 127.0.0.1:10825, 127.0.0.1:5432 (거부됨), udp://127.0.0.1:11758 (잘못된 응답), :1 (아직 응답함)",
  };
  for (const language of languages) {
    const host = new TestHost(["--lang", language], { isTerminal: true, columns: 200 });
    const report = checkSink("text", false, host);
    report({ event: "waiting", targets: waiting });
    assertStringIncludes(host.stderr.text, told[language]);
  }
});

Deno.test("check asks for a target in each language", async () => {
  for (
    const [language, told] of [["en", "check needs a target"], ["ko", "check에는 대상이 필요합니다"]] as const
  ) {
    const { stderr, code } = await capsock(["check", "--lang", language], "", { isTerminal: true });
    assertStringIncludes(stderr, told);
    assertEquals(code, 2);
  }
});
