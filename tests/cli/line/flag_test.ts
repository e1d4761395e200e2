import { assertEquals, assertGreater, assertNotEquals } from "@std/assert";
import { languages } from "../../../lib/base/text.ts";
import { commands } from "../../../lib/cli/commands.ts";
import { flagsOf } from "../../../lib/cli/line/parse.ts";

Deno.test("every default that a help names reads as the default", async () => {
  let compared = 0;
  for (const command of await commands.all()) {
    for (const [name, flag] of Object.entries(flagsOf(command))) {
      if (flag.kind === "switch" || flag.initial === undefined || flag.initialText.en === "") continue;
      assertEquals(flag.parse(flag.initialText.en), flag.initial, `${command.name} ${name}`);
      compared++;
    }
  }
  assertGreater(compared, 15);
});

Deno.test("every flag has a help, and no two of a command have one letter", async () => {
  for (const command of await commands.all()) {
    const flags = Object.entries(flagsOf(command));
    for (const [name, { help }] of flags) {
      for (const language of languages) assertNotEquals(help[language], "", `${command.name} ${name}`);
    }
    const letters = flags.flatMap(([, { short }]) => short ?? []);
    assertEquals(letters, [...new Set(letters)], command.name);
  }
});
