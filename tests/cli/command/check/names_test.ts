import { assertEquals } from "@std/assert";
import { XMLParser } from "fast-xml-parser";
import { withOwnNames } from "../../../../lib/cli/command/check/names.ts";
import { type CheckWishes, parseCheckTarget } from "../../../../lib/cli/command/check/target.ts";
import { languages } from "../../../../lib/base/text.ts";
import { checkFormats } from "../../../../lib/report/check/formats.ts";
import { capsock } from "../../../support/host.ts";
import { pureTest } from "../../../support/property.ts";
import { startTcpServer } from "../../../support/server.ts";

function named(...targets: readonly [text: string, wishes?: Partial<CheckWishes>][]): string[] {
  const parsed = targets.map(([text, wishes]) => parseCheckTarget(text, { escapes: false, ...wishes }));
  return withOwnNames(parsed).map(({ text }) => text);
}

pureTest("a target keeps the name that the person gave it where it is the only one of that name", () => {
  assertEquals(named([":1", { send: "a", expect: "A" }], [":2"], ["udp://:1"]), [":1", ":2", "udp://:1"]);
});

pureTest("several expectations of one target have a name each", () => {
  assertEquals(
    named(
      [":1"],
      [":1", { send: 'a "b"\n', expect: "A" }],
      [":1", { send: "a", expectExact: "A" }],
      [":1", { send: "a", expectUpper: true }],
      [":1", { expectRegex: "^A$" }],
      [":1", { expectRegex: "^A$" }],
      [":1"],
      [":1", { send: "x".repeat(41) }],
    ),
    [
      ":1",
      ':1 send "a \\"b\\"\\n" expect "A"',
      ':1 send "a" expectExact "A"',
      ':1 send "a" expectUpper',
      ':1 expectRegex "^A$"',
      ':1 expectRegex "^A$" (2)',
      ":1 (2)",
      `:1 send "${"x".repeat(40)}"…`,
    ],
  );
});

Deno.test("two expectations of one target have different names in every report, in each language", async () => {
  await using server = await startTcpServer();
  const target = `127.0.0.1:${server.endpoint.port}`;
  const targets = ["A", "B"].map((expect) => ({ target, send: expect.toLowerCase(), expect }));
  for (const format of Object.keys(checkFormats)) {
    for (const language of languages) {
      const flags = ["--format", format, "--lang", language];
      const { code, stdout } = await capsock(["check", ...flags], JSON.stringify({ targets }));
      assertEquals(code, 0, stdout);
      const escaped = format === "github" ? target.replace(":", "%3A") : target;
      const names = (format === "junit" ? junitNames(stdout) : stdout.split("\n"))
        .map((line) =>
          line.replaceAll("\\", "").replace(/^(ok|not ok) \d+ - /, "").replace(/ after .*|, .*/, "")
        )
        .filter((line) => line.includes(escaped));
      assertEquals([names.length, new Set(names).size], [2, 2], stdout);
      for (const letter of ["A", "B"]) {
        assertEquals(names.filter((name) => name.includes(`expect "${letter}"`)).length, 1, stdout);
      }
    }
  }
});

function junitNames(xml: string): string[] {
  const { testsuites } = new XMLParser({ ignoreAttributes: false, attributeNamePrefix: "" }).parse(xml);
  return testsuites.testsuite.testcase.map(({ name }: { name: string }) => name);
}
