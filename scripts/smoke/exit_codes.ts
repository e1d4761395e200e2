import { assertEquals, assertStringIncludes } from "@std/assert";
import { startProgram } from "../../tests/support/process.ts";
import { type Checks, freePort, isWindows, type Program, requireTool, Skipped } from "./program.ts";

const lost = "closed the connection before its reply";

async function endsBySignal(program: Program, signal: Deno.Signal, wanted: number): Promise<void> {
  if (isWindows) throw new Skipped("Windows has no signals");
  const { server, port } = await program.startServer("tcp", "--service=discard");
  await using _ = server;
  await using client = program.start("client", "tcp", `127.0.0.1:${port}`, "-m", "x");
  await server.waitFor(/"event":"accepted"/);
  client.kill(signal);
  assertEquals((await client.finished()).code, wanted);
}

/**
 * Every exit code of the table, produced the way a person would. Except 70: it is a defect, and none is known.
 */
export const exitCodes: Checks = {
  "0: a reader that has seen enough ends it quietly": async (program) => {
    if (isWindows) throw new Skipped("Windows has no shell of that kind");
    const command = ["sh", "-c", `"$1" help server | head -1; "$1" help | true`, "-", program.path];
    await using child = startProgram(command);
    await child.endInput();
    const { stderr, stdout } = await child.finished();
    assertEquals([stderr, stdout.split("\n").length], ["", 2]);
  },
  "1: the reply is not the expected one": async (program) => {
    const { server, port } = await program.startServer("tcp", "--service=echo");
    await using _ = server;
    const { code, stderr } = await program.run(["client", "tcp", `127.0.0.1:${port}`, "-m", "x"]);
    assertEquals(code, 1);
    assertStringIncludes(stderr, "not the upper-case form");
  },
  "2: nothing typed shows what to do first": (program) => program.refuses(2, "capsock demo tcp"),
  "2: an unknown command": (program) => program.refuses(2, "did you mean server?", "sever", "tcp"),
  "2: an unknown flag": (program) =>
    program.refuses(2, "did you mean --timeout?", "client", "tcp", "--timeuot", "1s"),
  "2: a bad port": (program) => program.refuses(2, "65536", "client", "tcp", "localhost:65536"),
  "3: refused": async (program) => {
    const target = `127.0.0.1:${freePort()}`;
    await program.refuses(3, "connection refused", "client", "tcp", target, "-m", "x");
  },
  "4: silence": async (program) => {
    const { server, port } = await program.startServer("udp", "--service=discard");
    await using _ = server;
    const target = `127.0.0.1:${port}`;
    await program.refuses(
      4,
      "no reply from",
      "client",
      "udp",
      target,
      "-m",
      "x",
      "--timeout=200ms",
      "--quiet",
    );
  },
  "5: closed before the reply": async (program) => {
    const { server, port } = await program.startServer("tcp", "--max-connections=1", "--service=discard");
    await using _ = server;
    const target = `127.0.0.1:${port}`;
    await using first = program.start("client", "tcp", target, "-m", "x");
    await server.waitFor(/"event":"accepted"/);
    const { code, stderr } = await program.run(["client", "tcp", target, "-m", "x", "--quiet"]);
    assertEquals(code, 5, stderr);
    assertEquals(/closed|reset/.test(stderr), true, `${stderr} ${lost}`);
    first.kill("SIGKILL");
  },
  "6: unknown host": (program) => {
    // The edition that may not reach another machine does not ask a name server for this name.
    if (program.edition !== "capsock") return Promise.resolve();
    return program.refuses(6, "no address", "client", "tcp", "no-such-host.invalid:1", "-m", "x");
  },
  "7: unreachable": async (program) => {
    if (Deno.build.os !== "linux") throw new Skipped("only Linux has network namespaces");
    await requireTool("unshare");
    // A network with nothing in it, not even loopback.
    await using child = startProgram([
      "unshare",
      "--map-root-user",
      "--net",
      program.path,
      "client",
      "tcp",
      "127.0.0.1:9",
      "-m",
      "x",
    ]);
    await child.endInput();
    const { code, stderr } = await child.finished();
    if (/unshare/.test(stderr)) throw new Skipped(stderr.trim());
    assertEquals(code, 7, stderr);
    assertStringIncludes(stderr, "no route to");
  },
  "8: a port in use": async (program) => {
    const { server, port } = await program.startServer("tcp");
    await using _ = server;
    await program.refuses(8, "already in use", "server", "tcp", "--port", port);
  },
  "9: an address that the edition may not use": async (program) => {
    if (program.edition === "capsock") return;
    for (const args of [["client", "tcp"], ["client", "udp"], ["server", "tcp"], ["server", "udp"]]) {
      const message = args[0] === "client" ? ["-m", "x"] : [];
      await program.refuses(9, `${program.edition} may not use`, ...args, "192.0.2.1:80", ...message);
    }
    await program.refuses(9, `${program.edition} may not use`, "client", "tcp", "name.example:80", "-m", "x");
    assertEquals((await program.run(["check", "192.0.2.1:80"])).code, 9);
  },
  "71: a full disk": async (program) => {
    if (Deno.build.os !== "linux") throw new Skipped("only Linux has /dev/full");
    await using child = startProgram(["sh", "-c", '"$1" version >/dev/full', "-", program.path]);
    await child.endInput();
    const { code, stderr } = await child.finished();
    assertEquals(code, 71);
    assertStringIncludes(stderr, "cannot write the output");
  },
  "130: Ctrl-C in the middle of -m": (program) => endsBySignal(program, "SIGINT", 130),
  "143: SIGTERM in the middle of -m": (program) => endsBySignal(program, "SIGTERM", 143),
};
