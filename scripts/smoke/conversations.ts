import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { type Checks, freePort, isWindows, type Program } from "./program.ts";

async function talk(program: Program, transport: string, ...flags: string[]): Promise<void> {
  const { server, port } = await program.startServer(transport);
  await using _ = server;
  const target = `127.0.0.1:${port}`;
  const typed = await program.run([
    "client",
    transport,
    target,
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
  const piped = await program.run(["client", transport, target, "--quiet", ...flags], "one\ntwo\nlast");
  assertEquals([piped.code, piped.stdout], [0, "ONE\nTWO\nLAST\n"], piped.stderr);
  if (isWindows) return;
  server.kill("SIGINT");
  const { code, stdout } = await server.finished();
  assertEquals(code, 0);
  assertMatch(stdout, /"event":"summary".*"messages":5/);
}

/** The commands as people use them. */
export const conversations: Checks = {
  "both TCP programs talk": (program) => talk(program, "tcp"),
  "both UDP programs talk": (program) => talk(program, "udp"),
  "the TCP client sends from a port of its own": (program) =>
    talk(program, "tcp", `--local-port=${freePort()}`),
  "the TCP server has several threads on Linux, and says why not elsewhere": async (program) => {
    if (Deno.build.os !== "linux") {
      return await program.refuses(2, "--workers needs Linux", "server", "tcp", "--workers=2", "--port=0");
    }
    const { server, port } = await program.startServer("tcp", "--workers=2");
    await using _ = server;
    const { stdout } = await program.run(["client", "tcp", `127.0.0.1:${port}`, "--quiet"], "one\ntwo");
    assertEquals(stdout, "ONE\nTWO\n");
    server.kill("SIGINT");
    const { code, stdout: told } = await server.finished();
    assertEquals(code, 0);
    assertMatch(told, /"workers":2[^]*"socket":"[12]#2"[^]*"event":"summary","connections":1,"messages":2/);
  },
  "load measures with several threads, and its results merge": async (program) => {
    for (const transport of ["tcp", "udp"]) {
      const { server, port } = await program.startServer(transport);
      await using _ = server;
      const flags = ["-c", "4", "-n", "500", "--workers", "2", "--json"];
      const load = ["load", transport, `127.0.0.1:${port}`, ...flags];
      const results = [await program.run(load), await program.run(load)];
      assertEquals(results.map(({ code }) => code), [0, 0], results[0]!.stderr);
      const recorded = results.map(({ stdout }) => stdout).join("");
      const { code, stdout } = await program.run(["load", "--merge", "--json"], recorded);
      assertEquals(code, 0);
      const { messages, lost, generator } = JSON.parse(stdout);
      assertEquals([messages, lost, generator.threads], [1000, 0, 4]);
    }
  },
  "a lesson runs": async (program) => {
    const { code, stdout } = await program.run(["demo", "tcp", "--lang=en"]);
    assertEquals(code, 0);
    assertStringIncludes(stdout, "What you saw");
  },
  "every command has its help": async (program) => {
    const { stdout } = await program.run(["help"]);
    const names = [...stdout.matchAll(/^ {2}([a-z]+) {2,}/gm)].map(([, name]) => name!);
    assertEquals(["server", "client", "check"].filter((name) => !names.includes(name)), []);
    for (const name of names) {
      const page = await program.run(["help", name]);
      assertEquals(page.code, 0, name);
      assertStringIncludes(page.stdout, `usage: capsock ${name}`);
    }
  },
  "it tells its version and its edition": async (program) => {
    assertMatch((await program.run(["version"])).stdout, /^capsock \d+\.\d+\.\d+ /);
    const { code, stdout } = await program.run(["doctor"]);
    assertEquals(code, 0, stdout);
    assertStringIncludes(stdout, `edition ${program.edition},`);
  },
  "completions are written for every shell": async (program) => {
    for (const shell of ["bash", "zsh", "fish", "powershell"]) {
      const { code, stdout } = await program.run(["completions", shell]);
      assertEquals(code, 0);
      assertStringIncludes(stdout, "max-connections");
    }
  },
  "check tells its results in every format": async (program) => {
    const { server, port } = await program.startServer("tcp");
    await using _ = server;
    const begins = {
      text: /^ok/,
      json: /^\{/,
      tap: /^TAP version 14/,
      junit: /^<\?xml/,
      github: /^::notice/,
    };
    for (const [format, beginning] of Object.entries(begins)) {
      const { code, stdout } = await program.run(["check", `127.0.0.1:${port}`, "--format", format]);
      assertEquals(code, 0);
      assertMatch(stdout, beginning);
    }
  },
};
