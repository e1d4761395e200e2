import ts from "typescript";

/** Where sentences stand: `{ en: …, ko: … }` in any file, and tables in files `en.ts` and `ko.ts`. */
const lib = new URL("../../lib/", import.meta.url);

export interface Source {
  /** From lib/ on. */
  readonly path: string;
  readonly tree: ts.SourceFile;
}

/** All sources under lib/. */
export async function sources(folder = ""): Promise<Source[]> {
  const found: Source[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, lib))) {
    const path = `${folder}${name}`;
    if (isDirectory) found.push(...await sources(`${path}/`));
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) {
      const text = await Deno.readTextFile(new URL(path, lib));
      found.push({ path, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true) });
    }
  }
  return found;
}

export function visit(node: ts.Node, look: (node: ts.Node) => void): void {
  look(node);
  node.forEachChild((child) => visit(child, look));
}

/** The value of one property of an object literal. */
export function valueOf(node: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  for (const property of node.properties) {
    if (property.name?.getText() !== name) continue;
    if (ts.isPropertyAssignment(property)) return property.initializer;
    if (ts.isShorthandPropertyAssignment(property)) return property.name;
  }
  return undefined;
}

/** From 1 on, as reports of coverage count. */
export function lineOf(node: ts.Node): number {
  return node.getSourceFile().getLineAndCharacterOfPosition(node.getStart()).line + 1;
}

/** A sentence, and the lines and functions that run when somebody is to read it. */
export interface Sentence {
  /** From lib/ on. */
  readonly path: string;
  /** In English, `…` for what is filled in; of a table `ko.ts`, in Korean. */
  readonly text: string;
  readonly lines: readonly number[];
  readonly functions: readonly { readonly line: number; readonly name: string }[];
}

/** The pairs of `all`, and those sentences of its tables that are functions: for the others no line runs. */
export function sentencesIn(all: readonly Source[]): Sentence[] {
  const found: Sentence[] = [];
  for (const { path, tree } of all) {
    const isTable = /(^|\/)(en|ko)\.ts$/.test(path);
    visit(tree, (node) => {
      if (isTable && ts.isPropertyAssignment(node) && ts.isArrowFunction(node.initializer)) {
        found.push({ path, text: textIn(node.initializer), lines: [], functions: functionsOf([node]) });
      }
      if (ts.isObjectLiteralExpression(node)) found.push(...pairAt(path, node));
    });
  }
  return found;
}

/** The pair that `node` is; none where it only takes two texts from elsewhere. */
function pairAt(path: string, node: ts.ObjectLiteralExpression): Sentence[] {
  const [en, ko] = [valueOf(node, "en"), valueOf(node, "ko")];
  if (en === undefined || ko === undefined || ts.isIdentifier(en)) return [];
  const functions = functionsOf(node.properties.filter(ts.isPropertyAssignment));
  return [{ path, text: textIn(en), lines: [lineOf(node), lineOf(en), lineOf(ko)], functions }];
}

function functionsOf(properties: readonly ts.PropertyAssignment[]): Sentence["functions"] {
  return properties
    .filter(({ initializer }) => ts.isArrowFunction(initializer))
    .map(({ name, initializer }) => ({
      line: lineOf(initializer),
      name: ts.isStringLiteral(name) ? name.text : name.getText(),
    }));
}

/** What a sentence says; where it is made of others, how it is made. */
function textIn(sentence: ts.Expression): string {
  const made = ts.isArrowFunction(sentence) ? sentence.body : sentence;
  const text = ts.isStringLiteralLike(made)
    ? made.text
    : ts.isTemplateExpression(made)
    ? [made.head, ...made.templateSpans.map(({ literal }) => literal)].map(({ text }) => text).join("…")
    : made.getText();
  return text.replace(/\s+/g, " ").trim();
}
