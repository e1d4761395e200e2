import { assert, assertEquals } from "@std/assert";
import { columnsOf } from "../../../../lib/report/columns.ts";
import { program } from "../../../support/process.ts";
import { dial, writeBytes } from "../../../support/sockets.ts";
import { inTerminal, noTerminal } from "../../../support/terminal.ts";
import { within } from "../../../support/within.ts";
import { Changes } from "../../../support/changes.ts";

if (noTerminal !== undefined) {
  const note = `tests/cli/shell_terminal_test.ts: its tests are skipped: ${noTerminal}\n`;
  await Deno.stderr.write(new TextEncoder().encode(note));
}

const escape = "\x1b";
const controlC = "\x03";
const controlD = "\x04";
const up = `${escape}[A`;

/** What stays on the screen, without the moves of the cursor. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
}

/** A shell in a terminal; `await using` ends it. */
class Terminal implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #shown = "";
  #read = 0;
  readonly #changes = new Changes();
  #isAtEnd = false;

  private constructor(flags: readonly string[]) {
    const [command, ...args] = inTerminal([...program, "shell", "--lang", "en", ...flags]);
    this.#child = new Deno.Command(command!, {
      args,
      stdin: "piped",
      stdout: "piped",
      stderr: "inherit",
      env: { NO_COLOR: "1", TERM: "xterm" },
    }).spawn();
    this.#keys = this.#child.stdin.getWriter();
    this.#reading = this.#readAll();
  }

  static async open(...flags: string[]): Promise<Terminal> {
    const terminal = new Terminal(flags);
    await terminal.shows(/capsock> /);
    return terminal;
  }

  get shown(): string {
    return plain(this.#shown);
  }

  async press(keys: string): Promise<void> {
    await this.#keys.write(new TextEncoder().encode(keys));
  }

  /** Types a line and waits until what follows on the screen matches. */
  async type(line: string, pattern: RegExp): Promise<RegExpMatchArray> {
    await this.press(`${line}\r`);
    return await this.shows(pattern);
  }

  /** Waits until what is new on the screen matches; it is old then. */
  async shows(pattern: RegExp): Promise<RegExpMatchArray> {
    const find = (): RegExpMatchArray | null => this.shown.slice(this.#read).match(pattern);
    const what = `${pattern} after ${JSON.stringify(this.shown.slice(-500))}`;
    await this.#changes.until(what, () => this.#isAtEnd || find() !== null);
    const match = find();
    if (match === null) throw new Error(`it ended without ${pattern}: ${this.shown}`);
    this.#read += match.index! + match[0].length;
    return match;
  }

  /** Waits for the end. @returns The exit code. */
  async ended(): Promise<number> {
    const { code } = await within("the shell to end", this.#child.status);
    await this.#reading;
    return code;
  }

  async #readAll(): Promise<void> {
    const decoder = new TextDecoder();
    for await (const chunk of this.#child.stdout) {
      this.#shown += decoder.decode(chunk, { stream: true });
      this.#changes.notify();
    }
    this.#isAtEnd = true;
    this.#changes.notify();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#keys.close().catch(() => {});
    try {
      this.#child.kill("SIGKILL");
    } catch {
      // It has ended.
    }
    await this.ended();
  }
}

function terminalTest(name: string, fn: () => Promise<void>): void {
  Deno.test({ name, ignore: noTerminal !== undefined, fn });
}

/** Opens a listening socket in the shell. @returns Its port. */
async function listenIn(terminal: Terminal): Promise<number> {
  const [, port] = await terminal.type("listen tcp 0", /listen +127\.0\.0\.1:(\d+) [^]*capsock> /);
  return Number(port);
}

terminalTest(
  "shell prompts in a terminal, makes the calls that are typed, and ends at quit with 0",
  async () => {
    await using terminal = await Terminal.open();
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
  await using terminal = await Terminal.open();
  await terminal.type("status", /no sockets\s+capsock> /);
  await terminal.press(up);
  await terminal.shows(/capsock> status/);
  await terminal.press("\r");
  await terminal.shows(/no sockets\s+capsock> /);
  await terminal.type("statux\x7fs", /no sockets\s+capsock> /);
});

terminalTest("Ctrl-C interrupts an accept that waits, and nothing else", async () => {
  await using terminal = await Terminal.open();
  const port = await listenIn(terminal);
  await terminal.type("accept", /it waits; Ctrl-C interrupts it/);
  await terminal.press(controlC);
  await terminal.shows(/accept is interrupted; what comes later is there for the next one\s+capsock> /);
  using _peer = await dial({ host: "127.0.0.1", port });
  await terminal.type("accept", /new socket #2\s+capsock> /);
});

terminalTest("what arrives after a Ctrl-C is there for the next recv", async () => {
  await using terminal = await Terminal.open();
  const port = await listenIn(terminal);
  using peer = await dial({ host: "127.0.0.1", port });
  await terminal.type("accept", /new socket #2\s+capsock> /);
  await terminal.type("recv 2", /it waits; Ctrl-C interrupts it/);
  await terminal.press(controlC);
  await terminal.shows(/recv 2 is interrupted[^]*capsock> /);
  await writeBytes(peer, new TextEncoder().encode("\x1b[31mred"));
  await terminal.type("recv 2 3", /"\\x1b\[3"\s+capsock> /);
  await terminal.type("recv 2", /"1mred"\s+capsock> /);
});

terminalTest("Ctrl-C at the prompt empties the line, and at an empty one says how to end", async () => {
  await using terminal = await Terminal.open();
  await terminal.press("nonsense");
  await terminal.shows(/nonsense/);
  await terminal.press(controlC);
  await terminal.type("status", /no sockets\s+capsock> /);
  await terminal.press(controlC);
  await terminal.shows(/type quit, or press Ctrl-D\s+capsock> /);
  await terminal.type("status", /no sockets\s+capsock> /);
});

terminalTest("Ctrl-D ends the shell with 0, also while a call waits", async () => {
  {
    await using terminal = await Terminal.open();
    await terminal.press(controlD);
    assertEquals(await terminal.ended(), 0);
  }
  await using terminal = await Terminal.open();
  await listenIn(terminal);
  await terminal.type("accept", /it waits/);
  await terminal.press(controlD);
  await terminal.shows(/close .*listening socket/);
  assertEquals(await terminal.ended(), 0);
});

terminalTest("a background call is reported above what is being typed", async () => {
  await using terminal = await Terminal.open();
  const port = await listenIn(terminal);
  await terminal.type("accept &", /capsock> /);
  await terminal.press("stat");
  await terminal.shows(/stat/);
  using _peer = await dial({ host: "127.0.0.1", port });
  await terminal.shows(/accept .*new socket #2\s+capsock> stat/);
  await terminal.press("us\r");
  await terminal.shows(/#2 +tcp .*connected to/);
});

terminalTest("shell fits a terminal of 80 columns", async () => {
  await using terminal = await Terminal.open("--explain");
  await terminal.type("help", /begins a comment\.\s+capsock> /);
  await terminal.type("help sendto", /capsock> sendto #SOCKET HOST PORT TEXT\s+capsock> /);
  await terminal.type("bind udp 0", /bind [^]*capsock> /);
  await terminal.type("sendto 1 #1 hi", /sendto [^]*capsock> /);
  await terminal.type("status", /2 bytes sent[^]*capsock> /);
  const lines = terminal.shown.split(/\r?\n/).map((line) => line.split("\r").at(-1)!);
  assert(lines.length > 40);
  for (const line of lines) assert(columnsOf(line) <= 80, line);
});
