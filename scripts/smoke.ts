// deno-lint-ignore-file no-console
/**
 * Runs what a person runs, with an executable: `deno task smoke dist/capsock`. Each check is one line of
 * output; the exit code is 1 when one failed.
 */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Child, type Finished, startProgram } from "../tests/process.ts";

const [given] = Deno.args;
if (given === undefined) {
  console.error("usage: deno task smoke EXECUTABLE");
  Deno.exit(2);
}
const executable = await Deno.realPath(given);

/** Nothing of this machine's environment is handed on, and the folder is another one. */
function start(...args: string[]): Child {
  return startProgram([executable, ...args], { clearEnv: true, cwd: "/" });
}

async function run(args: string[], input = ""): Promise<Finished> {
  await using child = start(...args);
  await child.write(input);
  await child.endInput();
  return await child.finished();
}

async function serverPort(server: Child): Promise<string> {
  const [, port] = await server.waitFor(/"event":"ready".*"port":(\d+)/);
  return port!;
}

async function talk(transport: string, flags: string[] = []): Promise<void> {
  await using server = start("server", transport, "--port=0", "--for=60s", "--json");
  const port = await serverPort(server);
  const typed = await run([
    "client",
    transport,
    `127.0.0.1:${port}`,
    "-m",
    "hello",
    "-m",
    "소켓 straße",
    ...flags,
  ]);
  assertEquals(typed.code, 0, typed.stderr);
  assertMatch(
    typed.stdout,
    /^Reply from server: HELLO\nResponse time: [\d.]+ ms\nReply from server: 소켓 STRASSE\n/,
  );
  const piped = await run(["client", transport, `127.0.0.1:${port}`, "--quiet", ...flags], "one\ntwo\nlast");
  assertEquals([piped.code, piped.stdout], [0, "ONE\nTWO\nLAST\n"], piped.stderr);
  if (Deno.build.os === "windows") return;
  server.kill("SIGINT");
  const { code, stdout } = await server.finished();
  assertEquals(code, 0);
  assertMatch(stdout, /"event":"summary".*"messages":5/);
}

/** A port that was free a moment ago. */
function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

async function refuses(code: number, message: string, ...args: string[]): Promise<void> {
  const { stderr, stdout, code: actual } = await run(args);
  assertStringIncludes(stderr, message);
  assertEquals([actual, stdout, stderr.includes("    at ")], [code, "", false], stderr);
}

const checks: Record<string, () => Promise<void>> = {
  "both TCP programs talk": () => talk("tcp"),
  "both UDP programs talk": () => talk("udp"),
  "the TCP client sends from a port of its own": () => talk("tcp", [`--local-port=${freePort()}`]),
  "the lesson runs": async () => {
    const { code, stdout } = await run(["demo", "tcp"]);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "What you saw");
  },
  "every command has its help": async () => {
    const { stdout } = await run(["help"]);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name!);
    assertEquals(names.includes("server") && names.includes("client"), true);
    for (const name of names) {
      const page = await run(["help", name]);
      assertEquals(page.code, 0, name);
      assertStringIncludes(page.stdout, `usage: capsock ${name}`);
    }
  },
  "it tells its version": async () => {
    assertMatch((await run(["version"])).stdout, /^capsock \d+\.\d+\.\d+ /);
  },
  "completions are written for every shell": async () => {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { code, stdout } = await run(["completions", shell]);
      assertEquals(code, 0);
      assertStringIncludes(stdout, "--max-connections".slice(shell === "fish" ? 2 : 0));
    }
  },
  "nothing typed shows the help and ends with 2": () => refuses(2, "usage: capsock <command>"),
  "an unknown command is refused": () => refuses(2, "did you mean server?", "sever", "tcp"),
  "an unknown flag is refused": () =>
    refuses(2, "did you mean --timeout?", "client", "tcp", "--timeuot", "1s"),
  "a bad port is refused": () => refuses(2, "65536", "client", "tcp", "localhost:65536"),
  "a refused connection ends with 3": () =>
    refuses(3, "connection refused", "client", "tcp", "127.0.0.1:1", "-m", "x"),
  "silence ends with 4": async () => {
    await using server = start("server", "udp", "--port=0", "--for=60s", "--service=discard", "--json");
    const { code, stderr } = await run([
      "client",
      "udp",
      await serverPort(server),
      "-m",
      "x",
      "--timeout=200ms",
    ]);
    assertEquals(code, 4);
    assertStringIncludes(stderr, "no reply from");
  },
  "an unknown host ends with 6": () =>
    refuses(6, "no address", "client", "tcp", "no-such-host.invalid:1", "-m", "x"),
  "a port in use ends with 8": async () => {
    await using server = start("server", "tcp", "--port=0", "--for=60s", "--json");
    await refuses(8, "already in use", "server", "tcp", "--port", await serverPort(server));
  },
};

let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check();
    console.log(`ok     ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error instanceof Error ? error.message : error}`);
  }
}
console.log(`${Object.keys(checks).length - failed} passed, ${failed} failed`);
Deno.exit(failed === 0 ? 0 : 1);
