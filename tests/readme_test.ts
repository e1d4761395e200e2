import { assert, assertEquals, assertGreater } from "@std/assert";
import { runCommand } from "../lib/cli/run.ts";
import { commands } from "../lib/cli/commands.ts";
import { parseBindOperands, parseReachOperands } from "../lib/cli/line/operands.ts";
import { parseCommandLine } from "../lib/cli/line/parse.ts";
import { lessons } from "../lib/lesson/lessons.ts";
import { parseTarget } from "../lib/protocol/target.ts";
import { conceptNames } from "../lib/report/concept/concepts.ts";
import { TestHost } from "./support/host.ts";

const root = new URL("../", import.meta.url);

interface Block {
  readonly language: string;
  readonly lines: readonly string[];
}

/** A heading with what stands under it, up to the next heading. */
interface Section {
  readonly level: number;
  readonly blocks: readonly Block[];
  /** Rows of cells; the line under the head of a table is left out. */
  readonly tables: readonly (readonly (readonly string[])[])[];
  /** The text around blocks and tables. */
  readonly prose: string;
}

async function read(name: string): Promise<string> {
  return await Deno.readTextFile(new URL(name, root));
}

function sectionsOf(text: string): Section[] {
  const blocks: Block[] = [];
  const withoutBlocks = text.replace(/^```(\w+)\n([\s\S]*?)^```$/gm, (_, language: string, code: string) => {
    blocks.push({ language, lines: code.trimEnd().split("\n") });
    return "@block";
  });
  const left = blocks.values();
  return withoutBlocks.split(/^(?=#+ )/m).map((part) => {
    const level = /^#+/.exec(part)?.[0].length ?? 0;
    const taken = [...part.matchAll(/^@block$/gm)].map(() => left.next().value!);
    const tables = [...part.matchAll(/(?:^\|.*\n)+/gm)].map(([table]) => {
      const [head, _line, ...rows] = table.trimEnd().split("\n").map(cellsOf);
      return [head!, ...rows];
    });
    return { level, blocks: taken, tables, prose: part.replace(/^(@block|\|.*)$/gm, "") };
  });
}

function cellsOf(row: string): string[] {
  return row.split("|").slice(1, -1).map((cell) => cell.trim());
}

/** What is written as code, in any order: languages order their sentences differently. */
function codeIn(text: string): string[] {
  return [...new Set([...text.matchAll(/`([^`]+)`/g)].map(([, code]) => code!.replace(/\s+/g, " ")))].sort();
}

function picturesIn(text: string): string[] {
  return [...text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path]) => path!);
}

/** What must be the same in every language: of a console what is typed, of anything else all but comments. */
function essenceOf({ language, lines }: Block): string[] {
  const typed = language === "console" ? lines.filter((line) => /^(\$|capsock>) /.test(line)) : lines;
  return typed.map((line) => line.replace(/ +# .*$/, ""));
}

const english = sectionsOf(await read("README.md"));
const korean = sectionsOf(await read("README.ko.md"));

Deno.test("README.ko.md has the headings and blocks of README.md, and the same code in each section", () => {
  assertGreater(english.length, 10);
  const shapes = (sections: readonly Section[]) =>
    sections.map(({ level, blocks, prose }) => ({
      level,
      blocks: blocks.map((block) => [block.language, ...essenceOf(block)]),
      code: codeIn(prose),
      pictures: picturesIn(prose),
    }));
  assertEquals(shapes(korean), shapes(english));
});

Deno.test("README.ko.md has the tables of README.md, row by row with the same code and pictures in each cell", () => {
  assertGreater(english.flatMap(({ tables }) => tables).length, 6);
  const shapes = (sections: readonly Section[]) =>
    sections.map(({ tables }) =>
      tables.map((table) => table.map((row) => row.map((cell) => [codeIn(cell), picturesIn(cell)])))
    );
  assertEquals(shapes(korean), shapes(english));
});

Deno.test("every picture and file that a README links to is there, and every heading", async () => {
  for (const name of ["README.md", "README.ko.md"]) {
    const text = await read(name);
    const anchors = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      `#${title!.toLowerCase().replaceAll(" ", "-")}`
    );
    const links = [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link]) => link!);
    assertGreater(links.length, 4);
    for (const link of links) {
      if (link.startsWith("#")) assert(anchors.includes(link), `${name} links to ${link}`);
      else await Deno.stat(new URL(link, root));
    }
  }
});

Deno.test("the READMEs list every lesson in the order of the program, and every concept", () => {
  for (const sections of [english, korean]) {
    const tables = sections.flatMap(({ tables }) => tables);
    const codeOf = (column: number, [, ...rows]: readonly (readonly string[])[]) =>
      rows.flatMap((row) => [...row[column]!.matchAll(/`([^`]+)`/g)].map(([, code]) => code!));
    const lists = tables.flatMap((table) => [codeOf(0, table), codeOf(1, table)]);
    assert(lists.some((list) => list.join() === Object.keys(lessons).join()), "no table has the lessons");
    const concepts = lists.find((list) => list.includes(conceptNames[0]!));
    assertEquals(concepts?.toSorted(), conceptNames.toSorted());
  }
});

Deno.test("the READMEs and install.sh agree on what the executables need", async () => {
  const script = await read("scripts/install.sh");
  const [, minor] = /^glibc_minor=(\d+)/m.exec(script) ?? [];
  const [, space] = /^address_space=(\d+)/m.exec(script) ?? [];
  for (const name of ["README.md", "README.ko.md"]) {
    const text = await read(name);
    for (const fact of [`GLIBC_2.${minor}`, `ulimit -v ${space}`, "`68000000`", "100 MB", "145 MB"]) {
      assert(text.includes(fact), `${name} does not say ${fact}`);
    }
  }
});

/** The words of a command up to where the shell takes over; quotes are taken off. */
function wordsOf(command: string): string[] {
  const words = [...command.matchAll(/'([^']*)'|"([^"]*)"|(\S+)/g)].map(([, single, double, plain]) =>
    single ?? double ?? plain!
  );
  const end = words.findIndex((word) => /^[<>&]/.test(word));
  return (end === -1 ? words : words.slice(0, end)).map((word) => word.replace("$port", "1"));
}

/** What follows `capsock` in every command line, in blocks, in the text and in tables. */
function commandLines(text: string): string[][] {
  const inBlocks = sectionsOf(text).flatMap(({ blocks }) => blocks.flatMap(essenceOf));
  const pipelines = [...inBlocks, ...codeIn(text.replace(/^```[\s\S]*?^```$/gm, ""))];
  return pipelines.flatMap((line) =>
    line.split("|").flatMap((part) => {
      const [, words] = /(?:^|\s)capsock ([a-z].*)/.exec(part) ?? [];
      return words === undefined ? [] : [wordsOf(words)];
    })
  );
}

/** Reads a command line as the program does, without opening anything. */
async function check([name, ...words]: readonly string[]): Promise<void> {
  const command = await commands.find(name!);
  const { positionals, flags } = parseCommandLine(command, words);
  const address = flags as unknown as Parameters<typeof parseBindOperands>[2];
  switch (name) {
    case "server":
      parseBindOperands(name, positionals, address);
      break;
    case "client":
    case "ping":
    case "load":
      if (flags["merge"] !== true) parseReachOperands(name, positionals, address);
      break;
    case "check":
      positionals.forEach((target) => parseTarget(target, "reach"));
      break;
    case "demo":
      positionals.forEach((lesson) => assert(Object.hasOwn(lessons, lesson), `there is no lesson ${lesson}`));
      break;
    case "help":
      // A word in capitals stands for any.
      if (positionals.some((word) => /^[A-Z]+$/.test(word))) return;
      assertEquals(await runCommand(["help", ...words], new TestHost()), 0);
      break;
    default:
      assertEquals(positionals, []);
  }
}

for (const name of ["README.md", "README.ko.md", "CONTRIBUTING.md"]) {
  Deno.test(`every command line of capsock in ${name} is one that the program takes`, async () => {
    const lines = commandLines(await read(name));
    if (name.startsWith("README")) assertGreater(lines.length, 40);
    const wrong: string[] = [];
    for (const line of lines) {
      await check(line).catch((error) => wrong.push(`capsock ${line.join(" ")}: ${error.message}`));
    }
    assertEquals(wrong, []);
  });

  Deno.test(`every task that ${name} names exists`, async () => {
    const { tasks } = JSON.parse(await read("deno.json")) as { tasks: Record<string, unknown> };
    const named = [...(await read(name)).matchAll(/\bdeno(?:@[\d.]+)? task ([a-z]+)/g)].map(([, task]) =>
      task!
    );
    assertGreater(named.length, 0);
    assertEquals(named.filter((task) => !Object.hasOwn(tasks, task)), []);
  });
}
