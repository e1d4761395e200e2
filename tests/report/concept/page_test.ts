import { assert, assertEquals, assertNotEquals, assertNotMatch, assertStringIncludes } from "@std/assert";
import { callNames } from "../../../lib/report/calls/forms.ts";
import { callPage } from "../../../lib/report/calls/page.ts";
import { columnsOf } from "../../../lib/report/columns.ts";
import type { Concept } from "../../../lib/report/concept/concept.ts";
import { conceptNames, concepts } from "../../../lib/report/concept/concepts.ts";
import { findConcept } from "../../../lib/report/concept/find.ts";
import { conceptList, conceptPage, conceptText } from "../../../lib/report/concept/page.ts";
import { languages } from "../../../lib/base/text.ts";
import { commands } from "../../../lib/cli/commands.ts";
import { parseBindOperands, parseReachOperands } from "../../../lib/cli/line/operands.ts";
import { parseCommandLine } from "../../../lib/cli/line/parse.ts";

const widths = [60, 80, 120];

const all: readonly (readonly [string, Concept])[] = await Promise.all(
  conceptNames.map(async (name) => [name, await concepts[name].load()] as const),
);

for (const language of languages) {
  Deno.test(`a concept's page has 10 to 20 lines in ${language}`, { permissions: "none" }, () => {
    for (const [name, concept] of all) {
      const { length } = conceptText(name, concept, language, 80).split("\n");
      assert(length >= 10 && length <= 20, `${name}: ${length} lines`);
    }
  });

  Deno.test(`no line of a concept's page is wider than the terminal in ${language}`, {
    permissions: "none",
  }, async () => {
    for (const columns of widths) {
      const pages = conceptNames.map((name) => conceptPage(name, language, columns));
      for (const page of [...await Promise.all(pages), await conceptList(language, columns)]) {
        for (const line of page.split("\n")) assert(columnsOf(line) <= columns, line);
        assertNotMatch(page, /undefined|[ \t]\n/);
      }
    }
  });

  Deno.test(
    `the command that shows a concept stands on one line in ${language}`,
    { permissions: "none" },
    () => {
      for (const [name, concept] of all) {
        for (const columns of widths) {
          const lines = conceptText(name, concept, language, columns).split("\n");
          assert(lines.some((line) => line.endsWith(`  ${concept.live.command}`)), concept.live.command);
        }
      }
    },
  );

  Deno.test(
    `conceptList() has one sentence for each concept in ${language}`,
    { permissions: "none" },
    async () => {
      const list = (await conceptList(language, 120)).split("\n");
      assertEquals(list.map((line) => line.trim().split(" ")[0]), [...conceptNames]);
      for (const [index, [, { summary }]] of all.entries()) {
        assertStringIncludes(list[index]!, summary[language]);
      }
    },
  );
}

Deno.test("a concept is told in both languages, in sentences that end", { permissions: "none" }, () => {
  for (const [name, { summary, what, lecture, kernel, mistake, live }] of all) {
    assertNotMatch(summary.en, /[.!?]$/, name);
    assertNotMatch(summary.ko, /[.!?]$/, name);
    for (const { en, ko } of [what, lecture, kernel, mistake, live.shows]) {
      assertNotEquals(en, ko);
      assertNotMatch(en, /[가-힣]/, name);
      assert(/[.…]$/.test(en) && /(니다|세요)(\([^)]*\))?\.$/.test(ko), `${name}: ${en} ${ko}`);
    }
  }
});

Deno.test("every call is a concept whose page ends with its forms", { permissions: "none" }, async () => {
  for (const call of callNames) {
    const page = await conceptPage(findConcept(call)!, "en", 80);
    assertStringIncludes(page, `\n\n${await callPage(call, "en", 80)}`);
  }
});

Deno.test("what a concept names as related is another concept", { permissions: "none" }, () => {
  const names = new Set<string>(conceptNames);
  for (const [name, { related }] of all) {
    for (const other of related) assert(names.has(other) && other !== name, `${name}: ${other}`);
  }
});

Deno.test("an exam case has a line of its own", { permissions: "none" }, () => {
  const page = conceptText("x", { ...all[0]![1], examCase: "tcp/stream" }, "en", 80);
  assertStringIncludes(page, "\n  exam     tcp/stream\n");
});

/** Every command line that a page names. */
function commandLines(concept: Concept): string[] {
  const { what, lecture, kernel, mistake, live } = concept;
  const texts = [what, lecture, kernel, mistake, live.shows].flatMap(({ en, ko }) => [en, ko]);
  const quoted = texts.flatMap((text) => [...text.matchAll(/`(capsock [^`]+)`/g)].map(([, line]) => line!));
  return [live.command, ...quoted];
}

const noAddress = { host: undefined, port: undefined };

/** How the words after the flags of a command are read. */
const readers: Readonly<Record<string, (name: string, words: readonly string[]) => unknown>> = {
  server: (name, words) => parseBindOperands(name, words, noAddress),
  client: (name, words) => parseReachOperands(name, words, noAddress),
  ping: (name, words) => parseReachOperands(name, words, noAddress),
};

Deno.test("every command line that a concept names is one that capsock understands", async () => {
  for (const [name, concept] of all) {
    for (const line of commandLines(concept)) {
      const [program, commandName, ...args] = line.split(" ");
      assertEquals(program, "capsock", name);
      const command = await commands.find(commandName!);
      const { positionals } = parseCommandLine(command, args);
      readers[commandName!]?.(commandName!, positionals);
      const choices = command.operands[0]?.choices;
      if (choices !== undefined) assert(choices.includes(positionals[0]!), line);
    }
  }
});
