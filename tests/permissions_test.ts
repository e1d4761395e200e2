import { assert, assertEquals, assertGreater } from "@std/assert";
import { compile, compileFlags } from "../scripts/compile.ts";
import { editions } from "../scripts/compile/editions.ts";
import { localhosts, type Ran } from "./support/every_address.ts";
import { hasStrace } from "./support/machine.ts";
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

const root = new URL("../", import.meta.url);

/** Every address that a call to the system names as somebody to reach. */
function reached(log: string): string[] {
  const calls = log.split("\n").filter((line) => /\b(connect|sendto|sendmsg|sendmmsg)\(/.test(line));
  return calls.flatMap((line) =>
    [...line.matchAll(/inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"/g)].map(([, ipv4, ipv6]) =>
      ipv4 ?? ipv6!
    )
  );
}

/** Runs every command with every spelling of an address, as an edition may. */
async function runEvery(permissions: readonly string[]): Promise<{ ran: Ran[]; log: string }> {
  const log = await Deno.makeTempFile();
  try {
    const calls = "trace=connect,sendto,sendmsg,sendmmsg";
    await using child = startProgram([
      ...["strace", "--follow-forks", "-qq", "-e", calls, "-o", log],
      ...[Deno.execPath(), "run", "--quiet", "--no-prompt", ...permissions, "--allow-read=lib"],
      "tests/support/every_address.ts",
      // The runtime from source asks for its own updates now and then; an executable does not.
    ], { cwd: root.pathname, env: { DENO_NO_UPDATE_CHECK: "1" } });
    await child.endInput();
    const { stdout, stderr, code } = await child.finished();
    assertEquals(code, 0, stderr);
    return {
      ran: stdout.trim().split("\n").map((line) => JSON.parse(line)),
      log: await Deno.readTextFile(log),
    };
  } finally {
    await Deno.remove(log);
  }
}

Deno.test({
  name: "no command and no spelling of an address makes the loopback edition send anything off the machine",
  ignore: !hasStrace,
  fn: async () => {
    const { permissions } = editions.find(({ name }) => name === "capsock-loopback")!;
    const { ran, log } = await runEvery(permissions);
    const addresses = reached(log);
    // The commands did what they do: this machine was reached in both families.
    assert(["127.0.0.1", "::1"].every((address) => addresses.includes(address)), addresses.join());
    assertEquals(addresses.filter((address) => !/^(127\.|::1$|::ffff:127\.)/.test(address)), []);
    const defects = ran.filter(({ code }) => code === 70);
    assertEquals(defects, []);
    const servers = ran.filter(({ args }) =>
      args[0] === "server" && args.some((word) => localhosts.includes(word.replace(/:0$/, "")))
    );
    assertGreater(servers.length, 20);
    assertEquals(servers.filter(({ code }) => code !== 0), []);
  },
});
