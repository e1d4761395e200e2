import { assert, assertEquals, assertLess } from "@std/assert";
import { services } from "../../../lib/protocol/service/services.ts";
import { startTcpServer } from "../../support/server.ts";
import { receive, scriptedServer, send, untilGone } from "../../support/scripted_server.ts";
import { noTerminal, Terminal } from "../../support/terminal.ts";

const controlC = "\x03";
const backspace = "\x7f";
const prompt = "Input lowercase sentence: ";

function terminalTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: noTerminal !== undefined, fn });
}

/** A client that has a prompt. */
async function openClient(port: number, ...flags: string[]): Promise<Terminal> {
  const terminal = new Terminal(["client", "tcp", `127.0.0.1:${port}`, "--lang", "en", ...flags]);
  await terminal.shows(/sentence: /);
  return terminal;
}

terminalTest("Ctrl-C at the prompt ends its line before anything is told", async () => {
  await using server = await startTcpServer();
  await using terminal = await openClient(server.endpoint.port, "--trace");
  await terminal.press("half a li");
  await terminal.shows(/half a li/);
  await terminal.press(controlC);
  assertEquals(await terminal.ended(), 0);
  const rows = terminal.screen;
  const asked = rows.findIndex((row) => row.startsWith(prompt));
  assertEquals(rows[asked], `${prompt}half a li`);
  assert(/^ *[\d.]+ {2}client #1 +close /.test(rows[asked + 1]!), rows.join("\n"));
});

terminalTest("a call that returns while a line is typed is traced above the prompt", async () => {
  const isTyping = Promise.withResolvers<void>();
  await using server = scriptedServer(async (connection) => {
    await isTyping.promise;
    await send(connection, "unasked");
    await untilGone(connection);
  });
  await using terminal = await openClient(server.endpoint.port, "--trace");
  await terminal.press("typed");
  await terminal.shows(/typed/);
  isTyping.resolve();
  await terminal.shows(/client #1 +recv [^]*first: unasked[^]*typed/);
  const rows = terminal.screen;
  assert(/^ *[\d.]+ {2}client #1 +recv /.test(rows.at(-3)!), rows.join("\n"));
  assertEquals(rows.slice(-2), ["The server spoke first: unasked", `${prompt}typed`]);
});

terminalTest("each line of a paste stands after a prompt, its last part too", async () => {
  await using server = await startTcpServer();
  await using terminal = await openClient(server.endpoint.port);
  await terminal.press("one\rtwo\rthr");
  await terminal.shows(/TWO[^]*sentence: thr/);
  const rows = terminal.screen.filter((row) => !/^(The client|Response time)/.test(row));
  assertEquals(rows, [
    `${prompt}one`,
    "Reply from server: ONE",
    `${prompt}two`,
    "Reply from server: TWO",
    `${prompt}thr`,
  ]);
});

terminalTest(
  "what is typed while a reply is awaited comes with the next prompt, and goes on at its end",
  async () => {
    const isTyped = Promise.withResolvers<void>();
    await using server = scriptedServer(async (connection) => {
      await receive(connection);
      await isTyped.promise;
      await send(connection, "FIRST");
      await receive(connection);
      await send(connection, "SECOND");
      await untilGone(connection);
    });
    await using terminal = await openClient(server.endpoint.port);
    await terminal.press("first\r");
    await terminal.shows(/first[\r\n]/);
    await terminal.press("sec");
    isTyped.resolve();
    await terminal.shows(/sentence: sec/);
    await terminal.press("ond\r");
    await terminal.shows(/Reply from server: SECOND/);
    assert(terminal.screen.includes(`${prompt}second`), terminal.screen.join("\n"));
  },
);

terminalTest("Backspace over wide characters leaves no stale row", async () => {
  await using server = await startTcpServer();
  await using terminal = await openClient(server.endpoint.port);
  const before = terminal.screen.length;
  await terminal.press(`a${"가".repeat(42)}`);
  await terminal.shows(/가{42}/);
  // One syllable did not fit at the end of the first row.
  assertEquals(terminal.screen.slice(before - 1), [`${prompt}a${"가".repeat(26)}`, "가".repeat(16)]);
  for (let left = 41; left >= 0; left--) await terminal.press(backspace);
  await terminal.type("b", /Reply from server: AB/);
  assertEquals(terminal.screen.slice(before - 1, before + 1), [`${prompt}ab`, "Reply from server: AB"]);
});

terminalTest("a long line can be pasted at once, and Ctrl-C works behind it", async () => {
  await using server = await startTcpServer({ service: services.discard });
  await using terminal = await openClient(server.endpoint.port);
  const startMs = performance.now();
  await terminal.press("x".repeat(60_000) + controlC);
  assertEquals(await terminal.ended(), 0);
  // Character by character it takes minutes.
  assertLess(performance.now() - startMs, 10_000);
});

terminalTest("a key's sequence between pasted characters stays one", async () => {
  await using server = await startTcpServer();
  await using terminal = await openClient(server.endpoint.port);
  await terminal.press("ac\x1b[Db");
  await terminal.press("\x1b");
  await terminal.press("[Cd\r");
  await terminal.shows(/Reply from server: ABCD/);
});
