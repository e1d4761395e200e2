import { assertEquals, assertGreater } from "@std/assert";

const root = new URL("../", import.meta.url);
const lib = new URL("lib/", root);

/** The folders of lib/, lowest first. Folders of one line know nothing of each other. */
const lines = [
  ["base"],
  ["protocol"],
  ["setting"],
  ["net"],
  ["server", "client"],
  ["measure", "recording"],
  ["stage"],
  ["lesson"],
  ["report"],
  ["thread"],
  ["cli"],
];
const lineOf = new Map(lines.flatMap((folders, line) => folders.map((folder) => [folder, line] as const)));

interface Source {
  /** From lib/ on. */
  readonly path: string;
  readonly folder: string;
  /** The text without comments. */
  readonly code: string;
}

/** All files below a folder of this project, from that folder on. */
async function filesBelow(top: URL, folder = ""): Promise<string[]> {
  const found: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, top))) {
    if (isDirectory) found.push(...await filesBelow(top, `${folder}${name}/`));
    else found.push(`${folder}${name}`);
  }
  return found;
}

async function sources(): Promise<Source[]> {
  const paths = (await filesBelow(lib)).filter((path) => path.endsWith(".ts") && !path.endsWith(".d.ts"));
  return await Promise.all(paths.map(async (path) => {
    const text = await Deno.readTextFile(new URL(path, lib));
    const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
    return { path, folder: path.split("/")[0]!, code };
  }));
}

/** What a file imports, types included, from lib/ on; what lies elsewhere as it stands there. */
function importsOf({ path, code }: Source): string[] {
  const specifiers = [...code.matchAll(/(?:from\s+|import\s*\(\s*|import\s+)"([^"]+)"/g)].map(([, text]) =>
    text!
  );
  return specifiers.map((text) => {
    if (!text.startsWith(".")) return text;
    const { pathname } = new URL(text, new URL(path, lib));
    return pathname.startsWith(lib.pathname) ? pathname.slice(lib.pathname.length) : pathname;
  });
}

Deno.test("imports point down only, and not sideways between folders of one line", async () => {
  const wrong: string[] = [];
  const all = await sources();
  const paths = new Set(all.map(({ path }) => path));
  assertGreater(all.length, 50);
  for (const source of all) {
    const own = lineOf.get(source.folder);
    if (own === undefined) {
      wrong.push(`${source.path} is in no known folder`);
      continue;
    }
    for (const path of importsOf(source)) {
      if (!paths.has(path)) continue;
      const folder = path.split("/")[0]!;
      const line = lineOf.get(folder);
      if (folder !== source.folder && (line === undefined || line >= own)) {
        wrong.push(`${source.path} imports ${folder}`);
      }
    }
  }
  assertEquals(wrong, []);
});

Deno.test("no file imports itself by way of others", async () => {
  const imports = new Map((await sources()).map((source) => [source.path, importsOf(source)]));
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (path: string, way: readonly string[]): void => {
    const start = way.indexOf(path);
    if (start !== -1) circles.push([...way.slice(start), path].join(" → "));
    if (start !== -1 || done.has(path)) return;
    for (const next of imports.get(path) ?? []) visit(next, [...way, path]);
    done.add(path);
  };
  for (const path of imports.keys()) visit(path, []);
  assertEquals(circles, []);
});

Deno.test("CONTRIBUTING.md names the folders that this test knows, line by line", async () => {
  const text = await Deno.readTextFile(new URL("CONTRIBUTING.md", root));
  const named = [...text.matchAll(/^ {4}lib\/((?:[a-z]+\/ ?)+)/gm)].map(([, folders]) =>
    folders!.trim().split(/\/ ?/).filter((folder) => folder !== "")
  );
  assertEquals(named.toReversed(), lines);
});

Deno.test("CONTRIBUTING.md names files that are there", async () => {
  const text = await Deno.readTextFile(new URL("CONTRIBUTING.md", root));
  const named = [...text.matchAll(/`((?:lib|scripts|tests)\/[^`\s]+)`/g)].map(([, path]) => path!);
  assertGreater(named.length, 20);
  const missing: string[] = [];
  for (const path of named) {
    // A name in capitals stands for any: then it is the folder that must be there.
    const [place] = path.split(/[^/]*[A-Z]{3}/);
    await Deno.stat(new URL(place!, root)).catch(() => missing.push(path));
  }
  assertEquals(missing, []);
});

/** Who may use what. */
const reserved: [RegExp, string][] = [
  [
    /\bDeno\.(listen|connect|listenDatagram|listenTls|connectTls|serve|resolveDns)\b|"node:(net|dgram|dns|tls|http|https|http2)"/,
    "net",
  ],
  [/\bfetch\(|\bnew (WebSocket|EventSource)\b/, "net"],
  [/\bDeno\.(args|stdin|stdout|stderr|addSignalListener)\b|"node:readline"|\bconsole\./, "cli"],
  [/\bDeno\.exit\b/, "main.ts alone"],
  [/\bDeno\.(env|Command|readTextFile|readFile|open|writeTextFile|writeFile)\b/, "nobody"],
];

Deno.test("only net opens sockets, only cli touches the console, only main.ts exits, nobody needs more than net", async () => {
  const wrong: string[] = [];
  for (const { path, folder, code } of await sources()) {
    for (const [use, owner] of reserved) {
      const found = use.exec(code);
      if (found !== null && folder !== owner) wrong.push(`${path} uses ${found[0]}: that is for ${owner}`);
    }
  }
  assertEquals(wrong, []);
});

Deno.test("base, protocol and setting use no clock and nothing of the runtime", async () => {
  const pure = (await sources()).filter(({ folder }) => ["base", "protocol", "setting"].includes(folder));
  assertGreater(pure.length, 20);
  const wrong = pure.flatMap(({ path, code }) =>
    /\bDeno\.|\bsetTimeout\b|\bperformance\.|\bDate\.|Math\.random|"node:/.test(code) ? [path] : []
  );
  assertEquals(wrong, []);
});

Deno.test("no file of lib has outgrown 300 lines, no folder 25 files", async () => {
  const wrong: string[] = [];
  const sizes = new Map<string, number>();
  for (const { path } of await sources()) {
    const length = (await Deno.readTextFile(new URL(path, lib))).split("\n").length;
    if (length > 300) wrong.push(`${path}: ${length} lines`);
    const folder = path.slice(0, path.lastIndexOf("/"));
    sizes.set(folder, (sizes.get(folder) ?? 0) + 1);
  }
  for (const [folder, size] of sizes) if (size > 25) wrong.push(`${folder}: ${size} files`);
  assertEquals(wrong, []);
});

Deno.test("every folder of lib introduces itself: one file opens with a module comment of two to fifteen lines", async () => {
  const wrong: string[] = [];
  const introductions = new Map<string, string[]>();
  for (const { path } of await sources()) {
    const folder = path.slice(0, path.lastIndexOf("/"));
    const [, comment] = /^\/\*\*\n([\s\S]*?)\*\//.exec(await Deno.readTextFile(new URL(path, lib))) ?? [];
    const lines = comment?.split("\n").map((line) => line.replace(/^ \*? ?/, "")) ?? [];
    const isModule = lines.includes("@module");
    introductions.set(folder, [...introductions.get(folder) ?? [], ...isModule ? [path] : []]);
    const said = lines.filter((line) => line !== "" && !line.startsWith("@"));
    if (isModule && (said.length < 2 || said.length > 15)) wrong.push(`${path}: ${said.length} lines`);
  }
  assertGreater(introductions.size, 30);
  for (const [folder, files] of introductions) {
    if (files.length !== 1) wrong.push(`${folder}: ${files.join(", ") || "no introduction"}`);
  }
  assertEquals(wrong, []);
});

/** Tests of the whole rather than of a file. */
const ofTheWhole = new Set(["layers", "permissions", "peers", "readme", "sentences"]);

Deno.test("every test lies where its subject lies: a/b_test.ts for a/b.ts, or a/b/claim_test.ts for a claim about it", async () => {
  const subjects = new Set([
    ...(await filesBelow(lib)).map((path) => path.replace(/\.ts$/, "")),
    ...(await filesBelow(new URL("scripts/", root))).map((path) => `scripts/${path.replace(/\.\w+$/, "")}`),
  ]);
  const tests = (await filesBelow(new URL("tests/", root))).filter((path) => path.endsWith("_test.ts"));
  assertGreater(tests.length, 50);
  const wrong = tests.map((path) => path.replace(/_test\.ts$/, "")).filter((path) =>
    !ofTheWhole.has(path) && !subjects.has(path) && !subjects.has(path.slice(0, path.lastIndexOf("/")))
  );
  assertEquals(wrong, []);
});
