import { assertEquals, assertStringIncludes } from "@std/assert";
import { commands } from "../../lib/cli/commands.ts";
import { flagsOf, flagText } from "../../lib/cli/line/parse.ts";
import { conceptNames, concepts } from "../../lib/report/concept/concepts.ts";
import { manualPage, manualPath } from "../../scripts/manual.ts";

Deno.test("docs/capsock.1 is what the declarations say; write it with deno task manual", async () => {
  assertEquals(await Deno.readTextFile(new URL(`../../${manualPath}`, import.meta.url)), await manualPage());
});

Deno.test("the manual page names every command and flag", async () => {
  const page = (await manualPage()).replaceAll("\\-", "-");
  for (const command of await commands.all()) {
    assertStringIncludes(page, `.SS ${command.name}`);
    for (const name of Object.keys(flagsOf(command))) assertStringIncludes(page, flagText(name));
  }
});

Deno.test("the manual page has every concept", async () => {
  const page = (await manualPage()).replaceAll("\\-", "-");
  for (const name of conceptNames) {
    const { summary, live } = await concepts[name].load();
    assertStringIncludes(page, `\n.SS ${name}: ${summary.en}\n`);
    assertStringIncludes(page, `\n\\fB${live.command}\\fR\n`);
  }
});
