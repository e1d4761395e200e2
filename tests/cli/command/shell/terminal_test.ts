import { assert, assertEquals } from "@std/assert";
import { columnsOf } from "../../../../lib/report/columns.ts";
import { dial, writeBytes } from "../../../support/sockets.ts";
import { noTerminal, Terminal } from "../../../support/terminal.ts";

if (noTerminal !== undefined) {
  const note = `tests/cli/shell_terminal_test.ts: its tests are skipped: ${noTerminal}\n`;
  await Deno.stderr.write(new TextEncoder().encode(note));
}

const escape = "\x1b";
const controlC = "\x03";
const controlD = "\x04";
const up = `${escape}[A`;

function terminalTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: noTerminal !== undefined, fn });
}

async function openShell(...flags: string[]): Promise<Terminal> {
  const terminal = new Terminal(["shell", "--lang", "en", ...flags]);
  await terminal.shows(/capsock> /);
  return terminal;
}

/** Opens a listening socket in the shell. @returns Its port. */
async function listenIn(terminal: Terminal): Promise<number> {
  const [, port] = await terminal.type("listen tcp 0", /listen +127\.0\.0\.1:(\d+) [^]*capsock> /);
  return Number(port);
}

terminalTest(
  "shell prompts in a terminal, makes the calls that are typed, and ends at quit with 0",
  async () => {
    await using terminal = await openShell();
    await listenIn(terminal);
    await terminal.type("connect tcp #1", /connect .*socket\+connect[^]*capsock> /);
    await terminal.type("acept", /capsock: unknown call "acept"\s+→ did you mean accept\?\s+capsock> /);
    await terminal.type("accept", /new socket #3[^]*capsock> /);
    await terminal.type("send 2 안녕", /send +127[^]*capsock> /);
    await terminal.type("recv 3", /"안녕"\s+capsock> /);
    await terminal.type("quit", /close .*listening socket/);
    assertEquals(await terminal.ended(), 0);
  },
);

terminalTest("shell calls lines back and lets them be edited", async () => {
  await using terminal = await openShell();
  await terminal.type("status", /no sockets\s+capsock> /);
  await terminal.press(up);
  await terminal.shows(/capsock> status/);
  await terminal.press("\r");
  await terminal.shows(/no sockets\s+capsock> /);
  await terminal.type("statux\x7fs", /no sockets\s+capsock> /);
});

terminalTest("Ctrl-C interrupts an accept that waits, and nothing else", async () => {
  await using terminal = await openShell();
  const port = await listenIn(terminal);
  await terminal.type("accept", /the call waits; Ctrl-C interrupts it/);
  await terminal.press(controlC);
  await terminal.shows(/accept was interrupted; the next accept gets what comes later\s+capsock> /);
  using _peer = await dial({ host: "127.0.0.1", port });
  await terminal.type("accept", /new socket #2\s+capsock> /);
});

terminalTest("what arrives after a Ctrl-C is there for the next recv", async () => {
  await using terminal = await openShell();
  const port = await listenIn(terminal);
  using peer = await dial({ host: "127.0.0.1", port });
  await terminal.type("accept", /new socket #2\s+capsock> /);
  await terminal.type("recv 2", /the call waits; Ctrl-C interrupts it/);
  await terminal.press(controlC);
  await terminal.shows(/recv 2 was interrupted[^]*capsock> /);
  await writeBytes(peer, new TextEncoder().encode("\x1b[31mred"));
  await terminal.type("recv 2 3", /"\\x1b\[3"\s+capsock> /);
  await terminal.type("recv 2", /"1mred"\s+capsock> /);
});

terminalTest("Ctrl-C at the prompt empties the line, and at an empty one says how to end", async () => {
  await using terminal = await openShell();
  await terminal.press("nonsense");
  await terminal.shows(/nonsense/);
  await terminal.press(controlC);
  await terminal.type("status", /no sockets\s+capsock> /);
  await terminal.press(controlC);
  await terminal.shows(/type quit or press Ctrl-D to end the shell\s+capsock> /);
  await terminal.type("status", /no sockets\s+capsock> /);
});

terminalTest("Ctrl-D ends the shell with 0, also while a call waits", async () => {
  {
    await using terminal = await openShell();
    await terminal.press(controlD);
    assertEquals(await terminal.ended(), 0);
  }
  await using terminal = await openShell();
  await listenIn(terminal);
  await terminal.type("accept", /the call waits/);
  await terminal.press(controlD);
  await terminal.shows(/close .*listening socket/);
  assertEquals(await terminal.ended(), 0);
});

terminalTest("a background call is reported above what is being typed", async () => {
  await using terminal = await openShell();
  const port = await listenIn(terminal);
  await terminal.type("accept &", /capsock> /);
  await terminal.press("stat");
  await terminal.shows(/stat/);
  using _peer = await dial({ host: "127.0.0.1", port });
  await terminal.shows(/accept .*new socket #2\s+capsock> stat/);
  await terminal.press("us\r");
  await terminal.shows(/#2 +tcp .*connected to/);
});

terminalTest("shell speaks Korean to a person who types", async () => {
  await using terminal = new Terminal(["shell", "--lang", "ko"]);
  await terminal.shows(/소켓 호출을 입력하세요\. `help`는 호출 목록을 보여 줍니다\.\s+capsock> /);
  await terminal.press(controlC);
  await terminal.shows(/셸을 끝내려면 quit을 입력하거나 Ctrl-D를 누르세요\s+capsock> /);
  await terminal.type("listen tcp 0", /capsock> /);
  await terminal.type("accept", /호출이 대기합니다\. Ctrl-C를 누르면 중단합니다/);
  await terminal.press(controlC);
  await terminal.shows(/accept 호출을 중단했습니다\. 나중에 오는 것은 다음 accept가 받습니다\s+capsock> /);
  await terminal.type("acept", /알 수 없는 호출: "acept"\s+→ 혹시 accept/);
});

terminalTest("shell fits a terminal of 80 columns", async () => {
  await using terminal = await openShell("--explain");
  await terminal.type("help", /begins a\s+comment\.\s+capsock> /);
  await terminal.type("help sendto", /capsock> sendto #SOCKET HOST PORT TEXT\s+capsock> /);
  await terminal.type("bind udp 0", /bind [^]*capsock> /);
  await terminal.type("sendto 1 #1 hi", /sendto [^]*capsock> /);
  await terminal.type("status", /2 bytes sent[^]*capsock> /);
  const lines = terminal.shown.split(/\r?\n/).map((line) => line.split("\r").at(-1)!);
  assert(lines.length > 40);
  for (const line of lines) assert(columnsOf(line) <= 80, line);
});
