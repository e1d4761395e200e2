import { assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { commands } from "../../../lib/cli/commands.ts";
import { formatEndpoint } from "../../../lib/protocol/endpoint.ts";
import { canRun } from "../../support/machine.ts";
import { type Child, program, startProcess, startProgram } from "../../support/process.ts";
import { scriptedServer } from "../../support/scripted_server.ts";
import { startTcpServer } from "../../support/server.ts";
import { udpSocket } from "../../support/sockets.ts";
import { inTerminal, noTerminal } from "../../support/terminal.ts";

const isWindows = Deno.build.os === "windows";

/** A command that waits for something, and would for ever. */
interface Waiting {
  readonly args: readonly string[];
  /** What it says when it waits; left out where it reads its work from standard input. */
  readonly says?: RegExp;
  /** Whether stopping it is success. */
  readonly isSuccess?: true;
}

/** Every command: how it comes to wait, or why it never does. */
function waitingCommands(at: { server: string; silent: string; mute: string }) {
  return {
    server: [
      { args: ["server", "tcp", "--port", "0"], says: /Reachable/, isSuccess: true },
      { args: ["server", "udp", "--port", "0"], says: /Reachable/, isSuccess: true },
    ],
    client: [
      { args: ["client", "tcp", at.server] },
      { args: ["client", "udp", at.silent] },
      { args: ["client", "udp", at.silent, "-m", "hi", "--timeout", "1h"], says: /sends to/ },
    ],
    ping: [
      { args: ["ping", "udp", at.silent, "-W", "1h"], says: /ping/ },
      { args: ["ping", "tcp", at.mute, "-W", "1h"], says: /ping/ },
    ],
    load: [
      { args: ["load", "--merge"] },
      { args: ["load", "tcp", at.mute, "-W", "1h"], says: /load/ },
    ],
    check: [
      { args: ["check"] },
      { args: ["check", "-"] },
      { args: ["check", `udp://${at.silent}`, "--trace"], says: /sendto/ },
    ],
    demo: [{ args: ["demo", "tcp", "--step"] }],
    shell: [{ args: ["shell"] }],
    trace: [{ args: ["trace"] }],
    doctor: "ends by itself",
    completions: "ends by itself",
    help: "ends by itself",
    version: "ends by itself",
  } satisfies Record<string, readonly Waiting[] | string>;
}

/** Of one line that never ends: more than a pipe holds, so that whoever wrote it all knows that it is read. */
const blanks = " ".repeat(200_000);

async function untilWaiting(child: Child, { says }: Waiting): Promise<void> {
  if (says === undefined) return await child.write(blanks);
  await Promise.any([child.waitFor(says, "stdout"), child.waitFor(says, "stderr")]);
}

for (const [signal, code] of [["SIGINT", 130], ["SIGTERM", 143]] as const) {
  Deno.test(`every command that waits ends at the first ${signal}`, { ignore: isWindows }, async () => {
    await using server = await startTcpServer();
    await using mute = scriptedServer((_, over) => over);
    using silent = udpSocket();
    const all = waitingCommands({
      server: formatEndpoint(server.endpoint),
      mute: formatEndpoint(mute.endpoint),
      silent: formatEndpoint(silent.endpoint),
    });
    assertEquals(Object.keys(all), [...commands.names]);
    const lines: readonly Waiting[] = Object.values(all).flatMap((one) => typeof one === "string" ? [] : one);
    for (const line of lines) {
      await using child = startProcess(line.args);
      await untilWaiting(child, line);
      // Nobody has a terminal here that could hang up.
      child.kill("SIGHUP");
      child.kill(signal);
      const finished = await child.finished();
      assertEquals(finished.code, line.isSuccess ? 0 : code, line.args.join(" "));
      assertNotMatch(finished.stderr, /capsock:/, line.args.join(" "));
    }
  });
}

Deno.test("a server that was started with nohup outlives the terminal, and has a summary", {
  ignore: isWindows || !canRun("nohup"),
}, async () => {
  await using server = startProgram(["nohup", ...program, "server", "udp", "--port", "0"]);
  await server.waitFor(/Reachable/);
  server.kill("SIGHUP");
  server.kill("SIGTERM");
  const { code, stdout } = await server.finished();
  assertEquals(code, 0);
  assertMatch(stdout, /^Served 0 messages/m);
});

/** Says its own number, and becomes the program that follows. */
const sayNumber = ["sh", "-c", 'echo "process $$"; exec "$@"', "sh"];

const inTerminalOf: readonly [args: readonly string[], says: RegExp, code: number, ends: RegExp][] = [
  [["server", "tcp", "--port", "0"], /Reachable/, 0, /Served 0 messages/],
  [["server", "udp", "--port", "0"], /Reachable/, 0, /Served 0 messages/],
  [["check", ":1"], /waiting for :1/, 129, /STOPPED :1/],
  [["client", "udp", "127.0.0.1:9"], /sentence: /, 0, /sentence: /],
  [["demo", "tcp", "--step"], /\[Enter\]/, 129, /\[Enter\]/],
  [["shell"], /capsock> /, 0, /capsock> /],
];

for (const [args, says, code, ends] of inTerminalOf) {
  const name = args.slice(0, 2).join(" ");
  Deno.test(`${name} in a terminal stops at a SIGHUP`, { ignore: noTerminal !== undefined }, async () => {
    await using child = startProgram(inTerminal([...sayNumber, ...program, ...args]));
    const [, number] = await child.waitFor(/process (\d+)/);
    await child.waitFor(says);
    Deno.kill(Number(number), "SIGHUP");
    const finished = await child.finished();
    assertEquals(finished.code, code);
    assertMatch(finished.stdout, ends);
    assertNotMatch(finished.stdout, /capsock:/);
  });

  Deno.test(`${name} ends by itself when its terminal is gone`, {
    ignore: noTerminal !== undefined,
  }, async () => {
    await using child = startProgram(inTerminal([...program, ...args], 80, "hangs up"));
    await child.waitFor(says);
    await child.endInput();
    assertEquals((await child.finished()).code, code);
  });
}

const controlZ = "\x1a";

for (
  const [args, says] of [
    [["client", "udp", "127.0.0.1:9"], /sentence: /],
    [["shell"], /capsock> /],
  ] as const
) {
  for (
    const [lang, note] of [["en", /Ctrl-Z does nothing here/g], [
      "ko",
      /Ctrl-Z가 동작하지 않습니다/g,
    ]] as const
  ) {
    Deno.test(`${args[0]} ignores Ctrl-Z at its prompt and says so once (${lang})`, {
      ignore: noTerminal !== undefined,
    }, async () => {
      await using child = startProgram(inTerminal([...program, ...args, "--lang", lang], 120));
      await child.waitFor(says);
      await child.write(controlZ);
      await child.waitFor(note);
      await child.write(`${controlZ}${controlZ}\x04`);
      const { code, stdout } = await child.finished();
      assertEquals([code, stdout.match(note)?.length], [0, 1]);
      assertNotMatch(stdout, /capsock:|NotCapable/);
    });
  }
}
