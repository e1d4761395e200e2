import { assert, assertEquals, assertMatch, assertNotMatch, assertStringIncludes } from "@std/assert";
import { commands } from "../../../lib/cli/commands.ts";
import { commandHelp, firstSteps, overview } from "../../../lib/cli/line/help_text.ts";
import { exitCode } from "../../../lib/cli/exit_code.ts";
import { exitCodePage, exitCodeRows } from "../../../lib/cli/exit_code_table.ts";
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
import { languages } from "../../../lib/base/text.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import { assertGolden, screenWidths } from "../../support/golden.ts";
import { capsock } from "../../support/host.ts";
import { program, startProgram } from "../../support/process.ts";
import { inTerminal, noTerminal } from "../../support/terminal.ts";

Deno.test("the first page names every command and fits a screen", async () => {
  for (const language of languages) {
    const page = overview(await commands.all(), language, 80);
    for (const name of commands.names) assertStringIncludes(page, `  ${name} `);
    assertFits(page, 24);
  }
});

Deno.test("the page of a command names every flag, has examples, and fits a screen", async () => {
  for (const command of await commands.all()) {
    assert(command.examples.length > 0, command.name);
    for (const language of languages) {
      const page = commandHelp(command, language, 80);
      for (const name of Object.keys(flagsOf(command))) assertStringIncludes(page, flagText(name));
      assertFits(page, 40);
    }
  }
});

function assertFits(page: string, rows: number): void {
  const lines = page.split("\n");
  assert(lines.length <= rows && lines.every((line) => columnsOf(line) <= 80), page);
}

Deno.test("no line of a page is wider than its screen", async () => {
  const all = await commands.all();
  for (const language of languages) {
    for (const width of [40, ...screenWidths]) {
      const pages = [
        firstSteps(language, width),
        overview(all, language, width),
        ...all.map((command) => commandHelp(command, language, width)),
      ];
      for (const line of pages.join("\n").split("\n")) assert(columnsOf(line) <= width, `${width}: ${line}`);
    }
  }
});

Deno.test("the Korean page of a command has Korean sentences alone", async () => {
  for (const command of await commands.all()) {
    const page = commandHelp(command, "ko", Infinity);
    for (const line of page.split("\n")) {
      // Command lines, their terms and names of lessons and calls are the same in every language.
      const sentence = line.replace(
        /^(사용법: .*| {2}(capsock|cat|printf|source) .*?( {2}|$)| {2}-.*? {2})/,
        "",
      );
      assertNotMatch(sentence.replace(/`[^`]*`|--format json/g, ""), /[a-z]{3,} [a-z]{3,}/, command.name);
    }
    const paragraphs = command.about.map(({ ko }) => ko).concat(command.summary.ko);
    for (const text of paragraphs) assertMatch(text, /\p{Script=Hangul}/u, command.name);
  }
});

Deno.test("the first page, the page of a command and the exit codes look as their golden files", async () => {
  const all = await commands.all();
  const client = await commands.find("client");
  for (const language of languages) {
    for (const width of screenWidths) {
      const golden = (name: string, text: string): Promise<void> =>
        assertGolden(`${name}.${language}.${width}`, `${text}\n`, width);
      await golden("help", overview(all, language, width));
      await golden("help-client", commandHelp(client, language, width));
      await golden("help-exit-codes", exitCodePage(language, width));
    }
  }
});

Deno.test("the name of a command is the one in the table", async () => {
  assertEquals((await commands.all()).map(({ name }) => name), commands.names);
});

Deno.test("completions know every command and flag in every shell", async () => {
  const all = await commands.all();
  for (const script of [bash, zsh, fish, powershell]) {
    for (const language of languages) {
      const text = script(all.map((command) => wordsOf(command, language)));
      for (const command of all) {
        assertStringIncludes(text, command.name);
        for (const name of Object.keys(flagsOf(command))) assertStringIncludes(text, flagText(name).slice(2));
      }
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
  const script = bash((await commands.all()).map((command) => wordsOf(command, "en")));
  assertEquals(await complete("capsock", "ser"), ["server"]);
  assertEquals(await complete("capsock", "server", "u"), ["udp"]);
  assertEquals(await complete("capsock", "server", "tcp", "--max"), ["--max-connections"]);
  assertEquals(await complete("capsock", "client", "tcp", "--framing", ""), ["raw", "line", "crlf"]);
});

Deno.test("capsock alone says in five lines what to do first, and ends with 2", async () => {
  const { code, stdout, stderr } = await capsock([]);
  assertEquals([code, stdout, stderr], [2, "", `${firstSteps("en", 80)}\n`]);
  for (const language of languages) {
    const lines = firstSteps(language, 60).split("\n");
    assertEquals(lines.length, 5);
    const shown = [
      "capsock 0",
      "capsock demo tcp",
      "capsock server tcp",
      "capsock client tcp",
      "capsock help",
    ];
    lines.forEach((line, index) => assertStringIncludes(line, shown[index]!));
  }
});

Deno.test("help prints the first page as a result and ends with 0", async () => {
  const page = `${overview(await commands.all(), "en", 80)}\n`;
  for (const args of [["help"], ["--help"], ["-h"]]) {
    const { code, stdout, stderr } = await capsock(args);
    assertEquals([code, stdout, stderr], [0, page, ""]);
  }
  const { stdout } = await capsock(["help", "--lang", "ko"]);
  assertEquals(stdout, `${overview(await commands.all(), "ko", 80)}\n`);
});

Deno.test("help COMMAND and COMMAND --help show the same page, in the language that is asked for", async () => {
  for (const name of commands.names) {
    const command = await commands.find(name);
    for (const language of languages) {
      const page = `${commandHelp(command, language, 80)}\n`;
      for (const args of [["help", name], [name, "--help"]]) {
        const { code, stdout } = await capsock([...args, "--lang", language]);
        assertEquals([code, stdout], [0, page]);
      }
    }
  }
});

Deno.test("completions describe commands and flags in the language that is asked for", async () => {
  const { stdout } = await capsock(["completions", "fish", "--lang", "ko"]);
  assertStringIncludes(stdout, "-a ping -d '왕복 시간(RTT), 손실, 순서 측정'");
  assertStringIncludes(stdout, "-l trace -d '소켓 호출을 모두 표시'");
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
  assertEquals(stdout, `${exitCodePage("en", 80)}\n`);
  const korean = await capsock(["help", "exit-codes", "--lang", "ko"]);
  assertEquals(korean.stdout, `${exitCodePage("ko", 80)}\n`);
  for (const { code, meaning, elsewhere } of exitCodeRows) {
    for (const language of languages) {
      const row = `${code.padStart(4)}  ${meaning[language]} `;
      const page = exitCodePage(language, 200);
      assertStringIncludes(page, row);
      assertStringIncludes(page, `  ${elsewhere[language]}`);
    }
  }
});
