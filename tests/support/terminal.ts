import { Changes } from "./changes.ts";
import { hasPython } from "./machine.ts";
import { program } from "./process.ts";
import { screenOf } from "./screen.ts";
import { within } from "./within.ts";

/** Runs a program in a pseudo-terminal of 24 lines and passes on what goes in and out. */
const terminalHost = `
import fcntl, os, pty, select, struct, sys, termios
pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[3], sys.argv[3:])
sources = [0, master]
keys = b""
while True:
    ready, room, _ = select.select(sources, [master] if keys else [], [])
    if room:
        keys = keys[os.write(master, keys[:1024]):]
    if 0 in ready:
        typed = os.read(0, 65536)
        if typed:
            keys += typed
        elif sys.argv[2] == "hangs up":
            os.close(master)
            break
        else:
            sources.remove(0)
    if master in ready:
        try:
            shown = os.read(master, 65536)
        except OSError:
            shown = b""
        if not shown:
            break
        os.write(1, shown)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
`;

/** Why there is no pseudo-terminal here; `undefined` where there is one. */
export const noTerminal = Deno.build.os === "windows"
  ? "Windows has no pseudo-terminals of this kind"
  : hasPython
  ? undefined
  : "python3, which gives the pseudo-terminal, is missing";

/**
 * The command that runs `command` in a pseudo-terminal. What is written to its standard input is typed.
 *
 * @param atEnd What the terminal does when the input ends.
 */
export function inTerminal(
  command: readonly string[],
  columns = 80,
  atEnd: "stays" | "hangs up" = "stays",
): string[] {
  return ["python3", "-c", terminalHost, String(columns), atEnd, ...command];
}

/** What stays on the screen, without the moves of the cursor. */
function plain(text: string): string {
  // deno-lint-ignore no-control-regex
  return text.replace(/\x1b\[[0-9;]*[A-Za-z]/g, "");
}

/** A capsock in a terminal; `await using` ends it. */
export class Terminal implements AsyncDisposable {
  readonly #child: Deno.ChildProcess;
  readonly #keys: WritableStreamDefaultWriter<Uint8Array>;
  readonly #reading: Promise<void>;
  #shown = "";
  #read = 0;
  readonly #changes = new Changes();
  #isAtEnd = false;

  constructor(commandLine: readonly string[]) {
    const [command, ...args] = inTerminal([...program, ...commandLine]);
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

  get shown(): string {
    return plain(this.#shown);
  }

  /** What the screen shows now, row by row. */
  get screen(): string[] {
    return screenOf(this.#shown);
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
    const { code } = await within("the program to end", this.#child.status);
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
