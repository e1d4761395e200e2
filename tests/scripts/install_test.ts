import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { hostTriple } from "../../scripts/compile/targets.ts";
import { startProgram } from "../support/process.ts";
import type { Finished } from "../support/running.ts";

const script = new URL("../../scripts/install.sh", import.meta.url).pathname;
const isUnix = Deno.build.os !== "windows";

interface Release extends AsyncDisposable {
  readonly base: string;
  readonly folder: string;
  readonly archive: string;
}

/** Serves an archive with a program in it, and its checksum, on loopback. */
async function startRelease(): Promise<Release> {
  const folder = await Deno.makeTempDir();
  await Deno.mkdir(`${folder}/files`);
  await Deno.writeTextFile(`${folder}/capsock`, "#!/bin/sh\necho installed\n", { mode: 0o755 });
  const archive = `capsock-${hostTriple}.tar.gz`;
  await run(["tar", "-czf", `files/${archive}`, "capsock"], folder);
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(`${folder}/files/${archive}`));
  const hex = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
  await Deno.writeTextFile(
    `${folder}/files/SHA256SUMS`,
    `${"0".repeat(64)}  other.tar.gz\n${hex}  ${archive}\n`,
  );
  const server = Deno.serve({ hostname: "127.0.0.1", port: 0, onListen: () => {} }, async (request) => {
    const { pathname } = new URL(request.url);
    try {
      return new Response(await Deno.readFile(`${folder}/files${pathname}`));
    } catch {
      return new Response("not found", { status: 404 });
    }
  });
  return {
    base: `http://127.0.0.1:${server.addr.port}`,
    folder,
    archive,
    [Symbol.asyncDispose]: async () => {
      await server.shutdown();
      await Deno.remove(folder, { recursive: true });
    },
  };
}

async function run(
  command: readonly string[],
  cwd: string,
  env: Record<string, string> = {},
): Promise<Finished> {
  await using child = startProgram(command, { cwd, env: { no_proxy: "127.0.0.1", ...env } });
  await child.endInput();
  return await child.finished();
}

async function isThere(path: string): Promise<boolean> {
  return await Deno.stat(path).then(() => true, () => false);
}

Deno.test({
  name: "install.sh puts the program into the folder, executable, and says what to add to PATH",
  ignore: !isUnix,
  fn: async () => {
    await using release = await startRelease();
    const dir = `${release.folder}/bin`;
    const { code, stdout, stderr } = await run(
      ["sh", script, "--dir", dir, "--base", release.base],
      release.folder,
    );
    assertEquals(code, 0, stderr);
    assertStringIncludes(stdout, `installed ${dir}/capsock`);
    assertStringIncludes(stdout, `export PATH="${dir}:$PATH"`);
    assertEquals((await run([`${dir}/capsock`], "/")).stdout, "installed\n");
    const again = await run(["sh", script, "--dir", dir, "--base", release.base], release.folder, {
      PATH: `${Deno.env.get("PATH")}:${dir}`,
    });
    assertEquals([again.code, again.stdout.includes("export PATH")], [0, false]);
  },
});

Deno.test({
  name: "install.sh installs nothing when the archive has been tampered with",
  ignore: !isUnix,
  fn: async () => {
    await using release = await startRelease();
    await Deno.writeTextFile(`${release.folder}/files/${release.archive}`, "x", { append: true });
    const dir = `${release.folder}/bin`;
    const { code, stdout, stderr } = await run(["sh", script, "--dir", dir], release.folder, {
      CAPSOCK_BASE: release.base,
    });
    assertEquals([code, stdout, await isThere(dir)], [1, "", false]);
    assertMatch(stderr, /^install: the checksum of .* is wrong: expected [0-9a-f]{64}, found [0-9a-f]{64}/);
  },
});

Deno.test({
  name: "install.sh says in a sentence what it cannot fetch, find or understand",
  ignore: !isUnix,
  fn: async () => {
    await using release = await startRelease();
    const cases: [string[], Record<string, string>, string][] = [
      [["--base", `${release.base}/nowhere`], {}, "cannot fetch"],
      [["--base", release.base, "--edition", "capsock-loopback"], {}, "has no line for capsock-loopback"],
      [["--edition", "x"], {}, "unknown edition x"],
      [["--dri", "x"], {}, "unknown option --dri"],
      [["--dir"], {}, "--dir needs a value"],
      [[], { TEST_MACHINE: "riscv64" }, "no executable for the processor riscv64"],
      [[], { TEST_SYSTEM: "FreeBSD" }, "no executable for FreeBSD"],
      [[], { TEST_LDD: "musl libc (x86_64)" }, "uses musl"],
    ];
    await fakeTools(release.folder);
    for (const [args, env, says] of cases) {
      const PATH = `${release.folder}/fake:${Deno.env.get("PATH")}`;
      const { code, stdout, stderr } = await run(["sh", script, ...args], release.folder, { PATH, ...env });
      assertStringIncludes(stderr, says);
      assertEquals([code, stdout], [1, ""]);
    }
  },
});

/** A `uname` and an `ldd` that say what the test wants. */
async function fakeTools(folder: string): Promise<void> {
  await Deno.mkdir(`${folder}/fake`);
  const uname = `#!/bin/sh
case $1 in
  -m) echo "\${TEST_MACHINE:-x86_64}" ;;
  -s) echo "\${TEST_SYSTEM:-Linux}" ;;
esac
`;
  await Deno.writeTextFile(`${folder}/fake/uname`, uname, { mode: 0o755 });
  await Deno.writeTextFile(`${folder}/fake/ldd`, '#!/bin/sh\necho "${TEST_LDD:-glibc}" >&2\nexit 1\n', {
    mode: 0o755,
  });
}
