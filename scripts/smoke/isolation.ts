import { assertEquals, assertNotMatch } from "@std/assert";
import { startProgram } from "../../tests/support/process.ts";
import { emptyProgram } from "./empty_program.ts";
import { type Checks, type Program, requireTool, Skipped } from "./program.ts";

interface Traced {
  /** Files that were opened. */
  readonly opened: Set<string>;
  /** Calls that write to the file system or start a program. */
  readonly forbidden: string[];
  /** Calls that send something to another machine. */
  readonly sent: string[];
}

const calls =
  "openat,open,creat,mkdir,mkdirat,unlink,unlinkat,rename,renameat2,execve,connect,sendto,sendmsg";

async function traced(command: readonly string[]): Promise<Traced> {
  if (Deno.build.os !== "linux") throw new Skipped("strace is for Linux");
  await requireTool("strace");
  const log = await Deno.makeTempFile();
  try {
    await using child = startProgram(["strace", "-f", "-qq", "-e", `trace=${calls}`, "-o", log, ...command]);
    await child.endInput();
    await child.finished();
    return read(await Deno.readTextFile(log));
  } finally {
    await Deno.remove(log);
  }
}

function read(log: string): Traced {
  const opened = new Set<string>();
  const forbidden: string[] = [];
  const sent: string[] = [];
  let started = false;
  for (const line of log.split("\n")) {
    const failed = / = -1 /.test(line);
    const open = /open(?:at)?\((?:AT_FDCWD, )?"([^"]*)"/.exec(line);
    if (open && !failed) opened.add(open[1]!.replace(/^\/proc\/\d+\//, "/proc/PID/"));
    if (
      /O_WRONLY|O_RDWR|O_CREAT|creat\(|mkdir|unlink|rename/.test(line) && !failed && !/"\/dev\//.test(line)
    ) {
      forbidden.push(line);
    }
    // The first one is the program itself.
    if (/execve\(/.test(line) && !failed) {
      if (started) forbidden.push(line);
      started = true;
    }
    if (/connect\(|sendto\(|sendmsg\(/.test(line) && /inet_addr|inet_pton/.test(line)) sent.push(line);
  }
  return { opened, forbidden, sent };
}

/** Files that only the resolver of the system opens. */
const resolver =
  /^\/etc\/(nsswitch\.conf|resolv\.conf|hosts|gai\.conf|host\.conf|ld\.so\.cache)|\/lib[^/]*\/.*\.so|\/run\//;

async function staysInside(program: Program): Promise<void> {
  const empty = await traced([await emptyProgram()]);
  const { server, port } = await program.startServer("tcp");
  await using _ = server;
  const commands = [
    ["client", "tcp", `127.0.0.1:${port}`, "-m", "hello"],
    ["server", "tcp", "--port=0", "--for=50ms"],
    ["check", `localhost:${port}`, "--send=hi", "--expect-upper"],
    ["demo", "tcp"],
    ["doctor"],
  ];
  for (const args of commands) {
    const { opened, forbidden } = await traced([program.path, ...args]);
    const more = [...opened].filter((path) =>
      !empty.opened.has(path) && !resolver.test(path) && path !== program.path
    );
    assertEquals(more, [], args.join(" "));
    assertEquals(forbidden, [], args.join(" "));
  }
}

/** Checks that the executable touches nothing besides the network. */
export const isolation: Checks = {
  "it opens no file, writes none and runs no program": staysInside,
  "another machine is refused before anything is sent": async (program) => {
    if (program.edition === "capsock") return;
    for (const args of [["client", "tcp"], ["client", "udp"], ["check"]]) {
      const { sent } = await traced([
        program.path,
        ...args,
        "192.0.2.1:80",
        ...(args[0] === "client" ? ["-m", "x"] : []),
      ]);
      assertNotMatch(sent.join("\n"), /192\.0\.2\.1/);
    }
  },
};
