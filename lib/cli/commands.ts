import type { Command } from "./command.ts";
import type { Flags } from "./flag.ts";

/** Finds a command's declaration. It is loaded when it is called for: that keeps the start short. */
type Loader = () => Promise<Command>;

/** Every command there is, in the order of the help. */
export const commands: Readonly<Record<string, Loader>> = {
  server: async () => forAny((await import("./server.ts")).server),
  client: async () => forAny((await import("./client.ts")).client),
  ping: async () => forAny((await import("./ping.ts")).ping),
  load: async () => forAny((await import("./load.ts")).load),
  check: async () => forAny((await import("./check.ts")).check),
  demo: async () => forAny((await import("./demo.ts")).demo),
  shell: async () => forAny((await import("./shell.ts")).shell),
  trace: async () => forAny((await import("./trace.ts")).trace),
  doctor: async () => forAny((await import("./doctor.ts")).doctor),
  completions: async () => forAny((await import("./completions.ts")).completions),
  help: async () => forAny((await import("./help.ts")).help),
  version: async () => forAny((await import("./version.ts")).version),
};

/** Loads them all, for what tells of every command. */
export function loadCommands(): Promise<Command[]> {
  return Promise.all(Object.values(commands).map((load) => load()));
}

/** The table holds commands of all flags; the parser gives each the values of its own. */
function forAny<F extends Flags>(command: Command<F>): Command {
  return command as unknown as Command;
}
