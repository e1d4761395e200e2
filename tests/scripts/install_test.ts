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
      [[], { TEST_LDD: "ldd (GNU libc) 2.17" }, "has glibc 2.17, and the executables need 2.27 or newer"],
      [
        ["--dir", `${release.folder}/a/b`],
        { TEST_FREE: "99999" },
        `the disk of ${release.folder}/a/b has 99 MB free, and installing needs 100 MB there; --dir chooses`,
      ],
      [
        [],
        { TEST_FREE: "144999", TMPDIR: release.folder },
        `the disk of ${release.folder} has 144 MB free, and installing needs 145 MB there while it runs; TMPDIR`,
      ],
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

Deno.test({
  name: "install.sh installs where glibc is just new enough, and where the disk has just enough room",
  ignore: !isUnix,
  fn: async () => {
    await using release = await startRelease();
    await fakeTools(release.folder);
    const env = {
      PATH: `${release.folder}/fake:${Deno.env.get("PATH")}`,
      TEST_LDD: "ldd (Ubuntu GLIBC 2.27-3ubuntu1.6) 2.27",
      TEST_FREE: "145000",
      TEST_MACHINE: Deno.build.arch,
    };
    const args = ["--dir", `${release.folder}/bin`, "--base", release.base];
    const { code, stdout, stderr } = await run(["sh", script, ...args], release.folder, env);
    assertEquals([code, stderr], [0, ""]);
    assertStringIncludes(stdout, "installed");
  },
});

Deno.test({
  name: "install.sh says before it downloads that the shell allows too little address space",
  ignore: Deno.build.os !== "linux",
  fn: async () => {
    const limited = `ulimit -v 33999999; exec sh ${script} --base http://127.0.0.1:1`;
    const { code, stdout, stderr } = await run(["sh", "-c", limited], "/");
    const says =
      "install: programs may use 33999999 KiB of address space here, and capsock needs 34000000; try: ulimit -v unlimited\n";
    assertEquals([code, stdout, stderr], [1, "", says]);
  },
});

Deno.test({
  name: "install.sh --help says how to call it and what the program needs",
  ignore: !isUnix,
  fn: async () => {
    const { code, stdout, stderr } = await run(["sh", script, "--dir", "x", "--help"], "/");
    assertEquals([code, stderr], [0, ""]);
    assertMatch(stdout, /^usage: sh install\.sh \[--dir FOLDER\]/);
    for (const fact of ["100 MB", "glibc 2.27", "`ulimit -v`", "34000000"]) {
      assertStringIncludes(stdout, fact);
    }
  },
});

/** `uname`, `ldd` and `df` that say what the test wants. */
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
  const df = `#!/bin/sh
echo "Filesystem 1024-blocks Used Available Capacity Mounted on"
echo "/dev/disk 200000000 1000 \${TEST_FREE:-100000000}  1% /a place"
`;
  await Deno.writeTextFile(`${folder}/fake/df`, df, { mode: 0o755 });
}
