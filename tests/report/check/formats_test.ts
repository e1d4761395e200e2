import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { sameInAll } from "../../../lib/base/text.ts";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { Parser as TapParser } from "tap-parser";
import type { CheckResult } from "../../../lib/client/check/check.ts";
import type { Language } from "../../../lib/base/text.ts";
import { parseCheckTarget } from "../../../lib/cli/command/check/target.ts";
import { type CheckFormatName, checkFormats } from "../../../lib/report/check/formats.ts";

const target = (text: string): CheckResult["target"] => parseCheckTarget(text, { escapes: false });

const message = {
  en: 'the reply is not "a": "<b & \u001b[31m]]>\r\n::error::%"',
  ko: '응답이 "a"와 다릅니다: "<b & \u001b[31m]]>\r\n::error::%"',
};

const passed: CheckResult = { target: target("tcp://localhost:80"), ok: true, tookMs: 12.3456, attempts: 2 };
const failed: CheckResult = {
  target: target("udp://[::1]:9"),
  ok: false,
  tookMs: 500,
  attempts: 7,
  cause: { kind: "mismatch", message },
};

const interrupted: CheckResult = {
  target: target("tcp://192.0.2.1:5"),
  ok: false,
  tookMs: 30,
  attempts: 1,
  cause: { kind: "interrupted", message: sameInAll("stopped early") },
};

function render(name: CheckFormatName, results: readonly CheckResult[], language: Language = "en"): string {
  const format = checkFormats[name];
  const reader = { language, columns: Infinity };
  const lines = results.flatMap((result, index) => format.target(result, index + 1, reader));
  return [...format.begin(results.length), ...lines, ...format.end(results, reader), ""].join("\n");
}

Deno.test("TAP is read back by a parser that is not ours", () => {
  const results = TapParser.parse(render("tap", [passed, failed]));
  const version = results.find(([kind]) => kind === "version")?.[1];
  assertEquals(version, 14);
  const points = results.flatMap(([kind, value]) => kind === "assert" ? [value as unknown as TapPoint] : []);
  assertEquals(points.map(({ ok, id, name }) => [ok, id, name]), [
    [true, 1, "tcp://localhost:80"],
    [false, 2, "udp://[::1]:9"],
  ]);
  // The parser takes the duration out of the diagnostics.
  assertEquals(points[1]!.time, 500);
  assertEquals(points[1]!.diag, {
    attempts: 7,
    failure: "mismatch",
    message: message.en,
  });
  assertEquals(results.filter(([kind]) => kind === "extra"), []);
});

interface TapPoint {
  ok: boolean;
  id: number;
  name: string;
  time: number;
  diag: unknown;
}

Deno.test("JUnit is read back by a parser that is not ours", () => {
  const xml = render("junit", [passed, failed]);
  assertEquals(XMLValidator.validate(xml), true);
  const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml);
  const { testsuite } = testsuites;
  assertEquals([testsuite.tests, testsuite.failures, testsuite.errors], ["2", "1", "0"]);
  const [first, second] = testsuite.testcase;
  assertEquals([first.name, first.time, first.failure], ["tcp://localhost:80", "0.012", undefined]);
  assertEquals([second.name, second.failure.type], ["udp://[::1]:9", "mismatch"]);
  assertMatch(second.failure["#text"], /<b & \ufffd\[31m\]\]>/);
});

Deno.test("GitHub annotations stay on one line whatever the reply holds", () => {
  const lines = render("github", [passed, failed]).trimEnd().split("\n");
  assertEquals(lines.length, 2);
  assertEquals(lines[0], "::notice title=capsock check tcp%3A//localhost%3A80::answered after 12.346 ms");
  assertMatch(
    lines[1]!,
    /^::error title=capsock check udp%3A\/\/\[%3A%3A1\]%3A9::the reply .*%0D%0A::error::%25"$/,
  );
});

Deno.test("JSON has an event for each target and one summary", () => {
  const events = render("json", [passed, failed]).trim().split("\n").map((line) => JSON.parse(line));
  assertEquals(events[0], {
    event: "target",
    target: "tcp://localhost:80",
    ok: true,
    tookMs: 12.346,
    attempts: 2,
  });
  assertEquals([events[1].ok, events[1].failure], [false, "mismatch"]);
  assertEquals(events[2], { event: "summary", ok: false, passed: 1, failed: 1 });
});

Deno.test("text has a line for each target, without control characters", () => {
  const lines = render("text", [passed, failed]).trim().split("\n");
  assertEquals(lines[0], "ok      tcp://localhost:80  after 12.346 ms and 2 attempts");
  assertMatch(
    lines[1]!,
    /^FAILED {2}udp:\/\/\[::1\]:9 {2}after 500 ms and 7 attempts: the reply .*\\x1b\[31m.*\\r\\n/,
  );
});

Deno.test("every format tells its sentences in Korean, and the words of machines as they are", () => {
  const rendered = Object.fromEntries(
    (["text", "tap", "junit", "github", "json"] as const).map((
      name,
    ) => [name, render(name, [passed, failed], "ko")]),
  );
  assertStringIncludes(rendered.text!, "성공    tcp://localhost:80  12.346 ms, 시도 2회\n");
  assertStringIncludes(rendered.text!, '실패    udp://[::1]:9  500 ms, 시도 7회: 응답이 "a"와 다릅니다');
  assertStringIncludes(
    rendered.github!,
    "::notice title=capsock check tcp%3A//localhost%3A80::12.346 ms 만에 응답함\n",
  );
  assertStringIncludes(rendered.tap!, '  failure: mismatch\n  message: "응답이 ');
  assertStringIncludes(rendered.junit!, '<failure type="mismatch" message="응답이 &quot;a&quot;와 다릅니다');
  assertEquals(JSON.parse(rendered.json!.split("\n")[1]!).message, message.ko);
});

Deno.test("no format takes a target that was interrupted for one that passed, or leaves it out", () => {
  const isNotPassed: Record<CheckFormatName, RegExp> = {
    text: /^STOPPED tcp:\/\/192\.0\.2\.1:5 .*stopped early$/m,
    json: /"target":"tcp:\/\/192\.0\.2\.1:5","ok":false,.*"interrupted":true/,
    tap: /^not ok 2 - tcp:\/\/192\.0\.2\.1:5$/m,
    junit: /name="tcp:\/\/192\.0\.2\.1:5"[^>]*>\n *<error type="interrupted" message="stopped early">/,
    github: /^::error title=capsock check tcp%3A\/\/192\.0\.2\.1%3A5::stopped early$/m,
  };
  for (const [name, pattern] of Object.entries(isNotPassed)) {
    assertMatch(render(name as CheckFormatName, [passed, interrupted]), pattern, name);
  }
  assertMatch(render("text", [interrupted], "ko"), /^중단 {4}tcp:/);
  const last = render("json", [passed, failed, interrupted]).trimEnd().split("\n").at(-1)!;
  const summary = { event: "summary", ok: false, passed: 1, failed: 1, interrupted: 1 };
  assertEquals(JSON.parse(last), summary);
  const xml = render("junit", [passed, failed, interrupted]);
  assertEquals(XMLValidator.validate(xml), true);
  assertStringIncludes(xml, 'tests="3" failures="1" errors="1"');
});
