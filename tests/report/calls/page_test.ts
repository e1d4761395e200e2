import { assert, assertEquals, assertNotMatch, assertStringIncludes } from "@std/assert";
import { callNames, forms, isCallName } from "../../../lib/report/calls/forms.ts";
import { callPage } from "../../../lib/report/calls/page.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { conceptPage } from "../../../lib/report/concept/page.ts";
import { languages } from "../../../lib/base/text.ts";
import { calls } from "../../../lib/cli/command/shell/calls.ts";
import { commands } from "../../../lib/cli/commands.ts";
import { capsock } from "../../support/host.ts";

for (const language of languages) {
  Deno.test(`callPage() fits a screen in ${language}, whatever the call and the terminal`, {
    permissions: "none",
  }, async () => {
    for (const name of callNames) {
      const lines = (await callPage(name, language, 80)).split("\n");
      assert(lines.length <= 40, `${name}: ${lines.length} lines`);
      for (const columns of [60, 80, 120]) {
        const page = await callPage(name, language, columns);
        for (const line of page.split("\n")) assert(columnsOf(line) <= columns, line);
      }
    }
  });

  Deno.test(
    `callPage() shows both forms, every parameter and error in ${language}`,
    { permissions: "none" },
    async () => {
      for (const name of callNames) {
        const page = await callPage(name, language, 80);
        const flat = page.replace(/\s+/g, " ");
        const { c, python, parameters, errors } = forms[name];
        for (const form of [c, python]) assertStringIncludes(flat, form.replace(/\s+/g, " "));
        for (const word of [...parameters, ...errors]) assertStringIncludes(page, `\n  ${word}`);
        assertNotMatch(page, /undefined|[ \t]\n/);
      }
    },
  );
}

Deno.test("a call's parameters are those of its C form, in order", { permissions: "none" }, () => {
  for (const name of callNames) {
    const { c, parameters } = forms[name];
    const list = /\((.*)\)/.exec(c)![1]!.split(",").map((text) => /(\w+)$/.exec(text)![1]!);
    assertEquals(list, [...parameters]);
  }
});

Deno.test("capsock help CALL shows the page, and no command has the name of a call", async () => {
  for (const name of callNames) assert(!commands.names.includes(name), name);
  for (const language of languages) {
    const { code, stdout } = await capsock(["help", "bind", "--lang", language]);
    assertEquals([code, stdout], [0, `${await conceptPage("bind", language, 80)}\n`]);
    assertStringIncludes(stdout, `\n\n${await callPage("bind", language, 80)}\n`);
  }
});

Deno.test("every socket call of the shell has a page", { permissions: "none" }, () => {
  const others = ["status", "wait", "explain", "help", "quit"];
  assertEquals(Object.keys(calls).filter((name) => !isCallName(name)), others);
});
