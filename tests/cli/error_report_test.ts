import { assertEquals, assertMatch } from "@std/assert";
import { sameInAll } from "../../lib/base/text.ts";
import { NegativeResult } from "../../lib/cli/ending.ts";
import { errorJson, errorLines, reportOf } from "../../lib/cli/error_report.ts";
import { UsageError } from "../../lib/cli/line/usage_error.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import { noPaint } from "../../lib/report/paint.ts";

const refused = new Failure("refused", {
  call: "connect",
  transport: "tcp",
  endpoint: { host: "127.0.0.1", port: 9 },
});

Deno.test("reportOf() knows a failure, a wrong command line and a result that is no by their codes", () => {
  const errors = [
    refused,
    new UsageError(sameInAll("no such flag"), sameInAll("look")),
    new NegativeResult("differ", sameInAll("no"), sameInAll("why")),
  ];
  assertEquals(errors.map((error) => reportOf(error, "en")).map(({ kind, code }) => [kind, code]), [
    ["refused", 3],
    ["usage", 2],
    ["differ", 1],
  ]);
});

Deno.test("reportOf() takes anything else for a defect, with its stack", () => {
  const { kind, code, message, stack } = reportOf(new TypeError("x is not a function"), "en");
  assertEquals([kind, code], ["defect", 70]);
  assertMatch(message, /^a defect in capsock .*: x is not a function$/);
  assertMatch(reportOf(new TypeError("x"), "ko").message, /^capsock .*의 결함입니다: x$/);
  assertMatch(stack!, /error_report_test/);
  assertEquals([reportOf("text", "en").stack, reportOf("text", "ko").stack], ["no stack", "스택 없음"]);
});

const screen = { paint: noPaint, isTerminal: false, columns: 80 };
const terminal = { ...screen, isTerminal: true };

Deno.test("errorLines() says what went wrong, and under it what to do", () => {
  assertEquals(errorLines({ message: "a\x1b[2J", hint: "b" }, screen, "en"), [
    "capsock: a\\x1b[2J",
    "  → b",
  ]);
  assertEquals(errorLines({ message: "a", hint: undefined, line: 3 }, screen, "en"), ["capsock: line 3: a"]);
  assertEquals(errorLines({ message: "a", hint: undefined, line: 3 }, screen, "ko"), [
    "capsock: 3번째 줄: a",
  ]);
  assertEquals(errorLines({ message: "a", hint: "b", stack: "s" }, screen, "en"), [
    "capsock: a",
    "s",
    "  → b",
  ]);
});

Deno.test("errorLines() names the page about the cause, in a terminal alone", () => {
  const report = reportOf(refused, "en");
  assertEquals(report.page, "refused");
  assertEquals(errorLines(report, screen, "en").length, 2);
  assertEquals(errorLines(report, terminal, "en").at(-1), "  more: capsock help refused");
  assertEquals(errorLines(report, terminal, "ko").at(-1), "  자세히: capsock help refused");
  assertEquals(errorLines(report, terminal, "en", "").at(-1), "  more: help refused");
  const denied = new Failure("denied", { call: "connect", transport: "tcp" });
  assertEquals(reportOf(denied, "en").page, undefined);
});

Deno.test("errorLines() wraps in a terminal, and writes a sentence in one line elsewhere", () => {
  const report = { message: "하나 둘 셋 넷", hint: "one two three" };
  const narrow = { ...terminal, columns: 15 };
  assertEquals(errorLines(report, narrow, "en"), [
    "capsock: 하나",
    "         둘 셋",
    "         넷",
    "  → one two",
    "    three",
  ]);
  assertEquals(errorLines(report, { ...narrow, isTerminal: false }, "en"), [
    "capsock: 하나 둘 셋 넷",
    "  → one two three",
  ]);
});

Deno.test("errorJson() has the keys of an error, and a line where there is one", () => {
  const report = { kind: "usage", message: "a", hint: undefined, code: 2 };
  assertEquals(errorJson(report), '{"event":"error","kind":"usage","message":"a","code":2}');
  assertEquals(Object.keys(JSON.parse(errorJson({ ...report, hint: "b", line: 3 }))), [
    "event",
    "line",
    "kind",
    "message",
    "hint",
    "code",
  ]);
});
