import { hasPython } from "./machine.ts";

/** Runs a program in a pseudo-terminal of 24 lines and passes on what goes in and out. */
const terminalHost = `
import fcntl, os, pty, select, struct, sys, termios
pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 24, int(sys.argv[1]), 0, 0))
    os.execvp(sys.argv[2], sys.argv[2:])
sources = [0, master]
while True:
    ready, _, _ = select.select(sources, [], [])
    if 0 in ready:
        typed = os.read(0, 65536)
        if typed:
            os.write(master, typed)
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
/** The command that runs `command` in a pseudo-terminal. What is written to its standard input is typed. */
export function inTerminal(command: readonly string[], columns = 80): string[] {
  return ["python3", "-c", terminalHost, String(columns), ...command];
}
