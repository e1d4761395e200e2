import { assertEquals, assertStringIncludes } from "@std/assert";
import { type Child, startProgram } from "../../tests/support/process.ts";
import type { Finished } from "../../tests/support/running.ts";

/** An executable under test. It gets no environment variables of this machine and runs in another folder. */
export class Program {
  constructor(readonly path: string, readonly edition: string) {}

  start(...args: string[]): Child {
    return startProgram([this.path, ...args], { clearEnv: true, cwd: "/" });
  }

  async run(args: readonly string[], input = ""): Promise<Finished> {
    await using child = this.start(...args);
    await child.write(input);
    await child.endInput();
    return await child.finished();
  }

  /** Starts a server that stops automatically, even if this script dies. */
  async startServer(transport: string, ...flags: string[]): Promise<{ server: Child; port: string }> {
    const server = this.start("server", transport, "--port=0", "--for=60s", "--json", ...flags);
    const [, port] = await server.waitFor(/"event":"ready".*"port":(\d+)/);
    return { server, port: port! };
  }

  /** Expects an exit code and one line, then a line with what to do, and no stack. */
  async refuses(code: number, message: string, ...args: string[]): Promise<void> {
    const { stderr, stdout, code: actual } = await this.run(args);
    assertStringIncludes(stderr, message);
    assertEquals([actual, stdout, stderr.includes("    at ")], [code, "", false], stderr);
  }
}

/** The checks of a program, by the sentence that each proves. */
export type Checks = Record<string, (program: Program) => Promise<void>>;

/** Thrown by a check that cannot run on this machine. It says why, and the check does not count as passed. */
export class Skipped extends Error {}

/** A port that was free a moment ago. */
export function freePort(): number {
  using listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  return listener.addr.port;
}

export const isWindows = Deno.build.os === "windows";

/** @throws {Skipped} If this machine has no such tool. */
export async function requireTool(name: string): Promise<void> {
  try {
    await new Deno.Command(name, { args: ["--version"], stdout: "null", stderr: "null" }).output();
  } catch {
    throw new Skipped(`there is no ${name} here`);
  }
}
