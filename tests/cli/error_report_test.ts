import { assertEquals, assertMatch } from "@std/assert";
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
  const errors = [refused, new UsageError("no such flag", "look"), new NegativeResult("differ", "no", "why")];
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
  assertMatch(stack!, /error_report_test/);
  assertEquals(reportOf("text", "en").stack, "no stack");
});

Deno.test("errorLines() says what went wrong, and under it what to do", () => {
  assertEquals(errorLines({ message: "a\x1b[2J", hint: "b" }, noPaint, "en"), [
    "capsock: a\\x1b[2J",
    "  → b",
  ]);
  assertEquals(errorLines({ message: "a", hint: undefined, line: 3 }, noPaint, "en"), ["capsock: line 3: a"]);
  assertEquals(errorLines({ message: "a", hint: "b", stack: "s" }, noPaint, "en"), [
    "capsock: a",
    "s",
    "  → b",
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
