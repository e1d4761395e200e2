import { assertEquals, assertGreater } from "@std/assert";

const lib = new URL("../lib/", import.meta.url);

/** The folders of lib/, lowest first. Folders of one line know nothing of each other. */
const lines = [
  ["protocol"],
  ["net"],
  ["server", "client"],
  ["measure"],
  ["fault"],
  ["lesson", "exam"],
  ["report"],
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

async function sources(folder = ""): Promise<Source[]> {
  const found: Source[] = [];
  for await (const { name, isDirectory } of Deno.readDir(new URL(folder, lib))) {
    const path = `${folder}${name}`;
    if (isDirectory) found.push(...await sources(`${path}/`));
    else if (name.endsWith(".ts") && !name.endsWith(".d.ts")) {
      const text = await Deno.readTextFile(new URL(path, lib));
      const code = text.replace(/\/\*[\s\S]*?\*\//g, "").replace(/^\s*\/\/.*$/gm, "");
      found.push({ path, folder: path.split("/")[0]!, code });
    }
  }
  return found;
}

function importsOf({ path, code }: Source): string[] {
  const specifiers = [...code.matchAll(/(?:from\s+|import\s*\(\s*|import\s+)"([^"]+)"/g)].map(([, text]) =>
    text!
  );
  return specifiers.map((text) => text.startsWith(".") ? new URL(text, new URL(path, lib)).pathname : text);
}

Deno.test("imports point down only, and not sideways between folders of one line", async () => {
  const wrong: string[] = [];
  const all = await sources();
  assertGreater(all.length, 50);
  for (const source of all) {
    const own = lineOf.get(source.folder);
    if (own === undefined) wrong.push(`${source.path} is in no known folder`);
    for (const path of importsOf(source)) {
      if (!path.startsWith(lib.pathname)) continue;
      const folder = path.slice(lib.pathname.length).split("/")[0]!;
      const line = lineOf.get(folder);
      if (folder !== source.folder && (line === undefined || line >= own!)) {
        wrong.push(`${source.path} imports ${folder}`);
      }
    }
  }
  assertEquals(wrong, []);
});

/** Who may use what. */
const reserved: [RegExp, string][] = [
  [/\bDeno\.(listen|connect|listenDatagram|listenTls|connectTls)\b|"node:(net|dgram|dns|tls)"/, "net"],
  [/\bDeno\.(args|stdin|stdout|stderr|addSignalListener)\b|"node:(readline|process)"|\bconsole\./, "cli"],
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

Deno.test("protocol uses no clock and nothing of the runtime", async () => {
  const wrong = (await sources()).filter(({ folder }) => folder === "protocol").flatMap(({ path, code }) =>
    /\bDeno\.|\bsetTimeout\b|\bperformance\.|\bDate\.|Math\.random|"node:/.test(code) ? [path] : []
  );
  assertEquals(wrong, []);
});

Deno.test("no file of lib has outgrown 300 lines", async () => {
  const wrong: string[] = [];
  for (const { path } of await sources()) {
    const length = (await Deno.readTextFile(new URL(path, lib))).split("\n").length;
    if (length > 300) wrong.push(`${path}: ${length}`);
  }
  assertEquals(wrong, []);
});
