import { assertEquals } from "@std/assert";
import { compile, compileFlags } from "../scripts/compile.ts";
import { editions } from "../scripts/compile/editions.ts";
import { startProgram } from "./support/process.ts";

/** Tries everything that capsock must not be able to do, and says what succeeded. */
const probe = `
const attempts = {
  read: () => Deno.readTextFileSync("/etc/hostname"),
  list: () => [...Deno.readDirSync("/")],
  write: () => Deno.writeTextFileSync("probe-output", "x"),
  env: () => Deno.env.get("HOME"),
  run: () => new Deno.Command("true").outputSync(),
  sys: () => Deno.hostname(),
  ffi: () => Deno.dlopen("libc.so.6", {}),
  net: () => Deno.listen({ hostname: "127.0.0.1", port: 0 }).close(),
};
const allowed = [];
for (const [name, attempt] of Object.entries(attempts)) {
  try {
    attempt();
    allowed.push(name);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotCapable)) throw error;
  }
}
console.log(allowed.join(" "));
`;

const forCompiling = new Set(["--no-code-cache"]);

async function whatIsAllowed(command: readonly string[], cwd: string): Promise<string> {
  await using child = startProgram(command, { cwd });
  await child.endInput();
  const { stdout, stderr, code } = await child.finished();
  assertEquals(code, 0, stderr);
  return stdout.trim();
}

Deno.test("a program run with the flags of the executable may use the network and nothing else", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.writeTextFile(`${folder}/probe.js`, probe);
    const flags = compileFlags.filter((flag) => !forCompiling.has(flag));
    for (const { permissions } of editions) {
      const command = [Deno.execPath(), "run", "--quiet", ...flags, ...permissions, "probe.js"];
      assertEquals(await whatIsAllowed(command, folder), "net");
    }
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});

Deno.test({
  name: "a program compiled with the flags of the executable may use the network and nothing else",
  // Without a runtime at hand compiling would download one, which a test does not.
  ignore: Deno.env.get("DENORT_BIN") === undefined,
  fn: async () => {
    const folder = await Deno.makeTempDir();
    try {
      await Deno.mkdir(`${folder}/source`);
      await Deno.writeTextFile(`${folder}/source/probe.js`, probe);
      for (const { name, permissions } of editions) {
        const output = `${folder}/${name}`;
        await compile({ folder: `${folder}/source`, entry: "probe.js", output, permissions });
        assertEquals(await whatIsAllowed([output], folder), "net");
      }
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
});
