import { assertEquals, assertGreater } from "@std/assert";
import ts from "typescript";
import { lineOf, sentencesIn, type Source, sources, valueOf, visit } from "../scripts/reached/sentences.ts";
import { isAbout, readUnreached } from "../scripts/reached/unreached.ts";

/**
 * What a person reads exists in every language. A sentence stands as `{ en: …, ko: … }` where its cause is known;
 * a set of sentences stands in files `en.ts` and `ko.ts` side by side. These tests read the sources for both.
 */
const all = await sources();

function placeOf(path: string, node: ts.Node): string {
  return `${path}:${lineOf(node)}`;
}

/** Names of values that a sentence is filled with: what is called to write them may differ. */
function filledWith(sentence: ts.Expression): Set<string> {
  const names = new Set<string>();
  visit(sentence, (node) => {
    // A sentence is often made of others, each in its language.
    if (!ts.isIdentifier(node) || /^(en|ko)$/.test(node.text)) return;
    const { parent } = node;
    if (ts.isCallExpression(parent) && parent.expression === node) return;
    if (ts.isPropertyAccessExpression(parent) && parent.name === node) return;
    names.add(node.text);
  });
  return names;
}

/** `{…}` in the text of a sentence, filled in later. */
function placeholders(sentence: ts.Expression): Set<string> {
  return new Set(sentence.getText().match(/(?<!\$)\{[a-zA-Z]+\}/g) ?? []);
}

Deno.test("every sentence exists in every language and is filled with the same values", () => {
  const wrong: string[] = [];
  let sentences = 0;
  for (const { path, tree } of all) {
    visit(tree, (node) => {
      if (!ts.isObjectLiteralExpression(node)) return;
      const [en, ko] = [valueOf(node, "en"), valueOf(node, "ko")];
      if (en === undefined && ko === undefined) return;
      sentences++;
      // A table of one language each is checked as a set.
      if (en && ko && ts.isIdentifier(en) && ts.isIdentifier(ko)) return;
      if (en === undefined || ko === undefined) {
        return void wrong.push(`${placeOf(path, node)} lacks a language`);
      }
      const [inEn, inKo] = [filledWith(en), filledWith(ko)];
      const missing = [
        ...inEn.symmetricDifference(inKo),
        ...placeholders(en).symmetricDifference(placeholders(ko)),
      ];
      if (missing.length > 0) {
        wrong.push(`${placeOf(path, node)} fills ${missing.join(", ")} in one language only`);
      }
    });
  }
  assertGreater(sentences, 100);
  assertEquals(wrong, []);
});

/** Sets of sentences: one file a language. */
const isSet = (path: string): boolean => /(^|\/)(en|ko)\.ts$/.test(path);

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf("/"));

/** The keys of the tables that a file exports, those of tables in them included. */
function keysOf({ tree }: Source): Set<string> {
  const keys = new Set<string>();
  visit(tree, (node) => {
    if (!ts.isPropertyAssignment(node) && !ts.isMethodDeclaration(node)) return;
    keys.add(ts.isStringLiteral(node.name) ? node.name.text : node.name.getText());
  });
  return keys;
}

Deno.test("every set of sentences stands in every language, and every key of it is used", () => {
  const used = new Set<string>();
  // `${call}-${place}` puts a key together of two words.
  const joins = new Set<string>();
  for (const { path, tree } of all) {
    if (isSet(path)) continue;
    visit(tree, (node) => {
      if (ts.isIdentifier(node) || ts.isStringLiteral(node)) used.add(node.text);
      if (ts.isTemplateExpression(node) && node.templateSpans[0]!.literal.text === "-") {
        joins.add(folderOf(path));
      }
    });
  }
  const isUsed = (key: string, folder: string): boolean => {
    if (used.has(key)) return true;
    const hyphen = key.indexOf("-");
    return joins.has(folder) && used.has(key.slice(0, hyphen)) && used.has(key.slice(hyphen + 1));
  };
  const sets = all.filter(({ path }) => /(^|\/)en\.ts$/.test(path));
  assertGreater(sets.length, 4);
  const wrong: string[] = [];
  for (const set of sets) {
    const korean = all.find(({ path }) => path === set.path.replace(/en\.ts$/, "ko.ts"));
    if (korean === undefined) {
      wrong.push(`${set.path} has no Korean beside it`);
      continue;
    }
    const [en, ko] = [keysOf(set), keysOf(korean)];
    for (const key of en.symmetricDifference(ko)) wrong.push(`${set.path}: "${key}" is in one language only`);
    for (const key of en) {
      if (!isUsed(key, folderOf(set.path))) wrong.push(`${set.path}: nobody uses "${key}"`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("every sentence that is listed as unreached exists", async () => {
  const sentences = sentencesIn(all);
  const listed = await readUnreached();
  const gone = listed.filter((line) => !sentences.some((sentence) => isAbout(line, sentence)));
  assertEquals(gone, []);
});

/** Files whose texts are read by machines, or are the lecture's own: each with its reason. */
const notSentences: Readonly<Record<string, string>> = {
  "thread/pattern_threads.ts": "a program for a thread",
  "report/calls/forms.ts": "calls in C and Python",
  "report/concept/concepts.ts": "words that people type",
  "cli/command/completions/bash.ts": "a program for bash",
  "cli/command/completions/fish.ts": "a program for fish",
  "cli/command/completions/powershell.ts": "a program for PowerShell",
  "cli/command/completions/zsh.ts": "a program for zsh",
  "report/check/github.ts": "a workflow command of GitHub Actions",
  "report/check/junit.ts": "XML",
  "report/check/tap.ts": "words of TAP",
  "report/diagram/mermaid.ts": "words of Mermaid",
  "report/diagram/svg.ts": "classes of SVG",
  "report/diagram/svg/arrow.ts": "classes of SVG",
  "report/diagram/svg/rows.ts": "classes of SVG",
  "report/lecture_lines.ts": "the lecture's lines, word for word",
  "report/svg/picture.ts": "attributes of SVG",
  "report/svg/style.ts": "rules of style",
  "report/load/svg/latency_panel.ts": "classes of SVG",
  "report/load/svg/panel.ts": "classes of SVG",
  "report/load/svg/time_panels.ts": "classes of SVG",
};

/** Two words of small letters with a blank between them: somebody is to read that. */
const readable = /[a-z]{2,},? [a-z]{2,}/;

Deno.test("no sentence for a person stands outside the tables and pairs of languages", () => {
  const wrong: string[] = [];
  for (const { path, tree } of all) {
    if (isSet(path) || Object.hasOwn(notSentences, path)) continue;
    visit(tree, (node) => {
      const isText = ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ||
        ts.isTemplateExpression(node);
      if (!isText || !readable.test(textOf(node)) || isExempt(node)) return;
      wrong.push(`${placeOf(path, node)} ${textOf(node).slice(0, 60)}`);
    });
  }
  assertEquals(wrong, []);
});

function textOf(node: ts.Node): string {
  if (ts.isTemplateExpression(node)) {
    return [
      node.head.text,
      ...node.templateSpans.map(({ literal }) => literal.text),
    ].join("…");
  }
  return ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) ? node.text : "";
}

/** Code in C or Python, and command lines: the same in every language. */
const code = ["c", "python", "command", "usage"];

/** Inside of a pair of languages, what is typed beside such a pair, code, an import, a type, or what only a defect shows. */
function isExempt(node: ts.Node): boolean {
  for (let at: ts.Node = node; at.parent !== undefined; at = at.parent) {
    const { parent } = at;
    if (ts.isPropertyAssignment(parent) && ["en", "ko", ...code].includes(parent.name.getText())) return true;
    if (ts.isArrayLiteralExpression(parent) && parent.elements[0] === at && hasMeaning(parent)) return true;
    if (ts.isCallExpression(parent) && parent.expression.getText() === "sameInAll") return true;
    if (ts.isImportDeclaration(parent) || ts.isTypeNode(parent)) return true;
    if (
      ts.isNewExpression(parent) &&
      /^(Error|TypeError|DOMException|Deno\.errors\.\w+)$/.test(parent.expression.getText())
    ) return true;
  }
  return false;
}

/** Whether this is what somebody types, with what it does in every language. */
function hasMeaning({ elements: [, meaning] }: ts.ArrayLiteralExpression): boolean {
  return meaning !== undefined && ts.isObjectLiteralExpression(meaning) &&
    valueOf(meaning, "en") !== undefined;
}
