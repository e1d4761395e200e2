import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { commands } from "../../../lib/cli/commands.ts";
import { commandHelp, overview } from "../../../lib/cli/line/help_text.ts";
import { exitCode, exitCodeRows } from "../../../lib/cli/exit_code.ts";
import { flagsOf, flagText } from "../../../lib/cli/line/parse.ts";
import { bash } from "../../../lib/cli/command/completions/bash.ts";
import { fish } from "../../../lib/cli/command/completions/fish.ts";
import { powershell } from "../../../lib/cli/command/completions/powershell.ts";
import { wordsOf } from "../../../lib/cli/command/completions/script.ts";
import { zsh } from "../../../lib/cli/command/completions/zsh.ts";
import { help } from "../../../lib/cli/command/help.ts";
import { callNames } from "../../../lib/report/calls/forms.ts";
import { conceptNames } from "../../../lib/report/concept/concepts.ts";
import { conceptList, conceptPage } from "../../../lib/report/concept/page.ts";
import { capsock } from "../../support/host.ts";
import { program, startProgram } from "../../support/process.ts";
import { inTerminal, noTerminal } from "../../support/terminal.ts";

Deno.test("the first page names every command and fits a screen", async () => {
  const page = overview(await commands.all());
  for (const name of commands.names) assertStringIncludes(page, `  ${name} `);
  const lines = page.split("\n");
  assert(lines.length <= 24 && lines.every((line) => line.length <= 80), page);
});

Deno.test("the page of a command names every flag, has examples, and fits a screen", async () => {
  for (const command of await commands.all()) {
    const page = commandHelp(command);
    for (const name of Object.keys(flagsOf(command))) assertStringIncludes(page, flagText(name));
    assert(command.examples.length > 0, command.name);
    const lines = page.split("\n");
    assert(lines.length <= 40 && lines.every((line) => line.length <= 80), page);
  }
});

Deno.test("the name of a command is the one in the table", async () => {
  assertEquals((await commands.all()).map(({ name }) => name), commands.names);
});

Deno.test("completions know every command and flag in every shell", async () => {
  const all = await commands.all();
  for (const script of [bash, zsh, fish, powershell]) {
    const text = script(all.map(wordsOf));
    for (const command of all) {
      assertStringIncludes(text, command.name);
      for (const name of Object.keys(flagsOf(command))) assertStringIncludes(text, flagText(name).slice(2));
    }
  }
});

Deno.test("the bash completions complete commands, flags and values", async () => {
  const complete = async (...words: string[]): Promise<string[]> => {
    const { stdout } = await new Deno.Command("bash", {
      args: [
        "-c",
        `${script}; COMP_WORDS=("$@"); COMP_CWORD=$(($#-1)); _capsock; echo "\${COMPREPLY[@]}"`,
        "-",
        ...words,
      ],
    }).output();
    return new TextDecoder().decode(stdout).trim().split(" ");
  };
  const script = bash((await commands.all()).map(wordsOf));
  assertEquals(await complete("capsock", "ser"), ["server"]);
  assertEquals(await complete("capsock", "server", "u"), ["udp"]);
  assertEquals(await complete("capsock", "server", "tcp", "--max"), ["--max-connections"]);
  assertEquals(await complete("capsock", "client", "tcp", "--framing", ""), ["raw", "line", "crlf"]);
});

Deno.test("capsock alone prints the help and ends with 2; help prints it as a result and ends with 0", async () => {
  const alone = await capsock([]);
  assertEquals([alone.code, alone.stdout], [2, ""]);
  for (const args of [["help"], ["--help"], ["-h"]]) {
    const { code, stdout } = await capsock(args);
    assertEquals([code, stdout], [0, alone.stderr]);
  }
});

Deno.test("capsock help shows the page of a concept by any of its names, with and without quotes", async () => {
  const page = async (...words: string[]): Promise<string> => {
    const { code, stdout } = await capsock(["help", ...words, "--lang", "ko"]);
    assertEquals(code, 0, words.join(" "));
    return stdout;
  };
  const reset = `${await conceptPage("reset", "ko", 80)}\n`;
  for (const words of [["reset"], ["ECONNRESET"], ["연결 끊김"], ["연결", "끊김"]]) {
    assertEquals(await page(...words), reset);
  }
  assertEquals(await page("concepts"), `${await conceptList("ko", 80)}\n`);
  assertEquals(await page("shutdown"), await page("half-close"));
});

Deno.test("completions know every concept and every call", () => {
  const offered = new Set(help(commands).operands[0]!.choices);
  for (const name of [...conceptNames, ...callNames, "concepts", "exit-codes"]) {
    assert(offered.has(name), name);
  }
});

Deno.test({
  name: "a page is as wide as the terminal, within reason",
  ignore: noTerminal !== undefined,
  async fn() {
    for (const columns of [60, 100, 300]) {
      await using child = startProgram(inTerminal([...program, "help", "bind", "--lang=ko"], columns));
      const { stdout } = await child.finished();
      const page = await conceptPage("bind", "ko", Math.min(columns, 120));
      assertEquals(stdout.replaceAll("\r", ""), `${page}\n`);
    }
  },
});

Deno.test("the table of exit codes has every code that the program ends with", async () => {
  const { code, stdout } = await capsock(["help", "exit-codes"]);
  assertEquals(code, 0);
  assertEquals(exitCodeRows.map((row) => Number(row.code)).toSorted(), Object.values(exitCode).toSorted());
  for (const row of exitCodeRows) assertStringIncludes(stdout, row.meaning);
});
