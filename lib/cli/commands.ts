import { nearest } from "../base/nearest.ts";
import type { Command, CommandTable } from "./line/command.ts";
import type { Flags } from "./line/flag.ts";
import { UsageError } from "./line/usage_error.ts";

/** Finds a command's declaration. It is loaded when it is called for: that keeps the start short. */
type Loader = () => Promise<Command>;

/** Every command there is, in the order of the help. */
const loaders: Readonly<Record<string, Loader>> = {
  server: async () => forAny((await import("./command/server.ts")).server),
  client: async () => forAny((await import("./command/client.ts")).client),
  ping: async () => forAny((await import("./command/ping.ts")).ping),
  load: async () => forAny((await import("./command/load.ts")).load),
  check: async () => forAny((await import("./command/check.ts")).check),
  demo: async () => forAny((await import("./command/demo.ts")).demo),
  shell: async () => forAny((await import("./command/shell.ts")).shell),
  trace: async () => forAny((await import("./command/trace.ts")).trace),
  doctor: async () => forAny((await import("./command/doctor.ts")).doctor),
  completions: async () => forAny((await import("./command/completions.ts")).completions(commands)),
  help: async () => forAny((await import("./command/help.ts")).help(commands)),
  version: async () => forAny((await import("./command/version.ts")).version),
};

/** The table of all commands. */
export const commands: CommandTable = {
  names: Object.keys(loaders),
  find: async (name) => {
    if (Object.hasOwn(loaders, name)) return await loaders[name]!();
    if (name.startsWith("-")) {
      throw new UsageError(`the command comes before ${name}`, "write capsock COMMAND [options]");
    }
    const meant = nearest(name, commands.names);
    const hint = meant === undefined ? "`capsock help` lists the commands" : `did you mean ${meant}?`;
    throw new UsageError(`unknown command ${JSON.stringify(name)}`, hint);
  },
  all: () => Promise.all(Object.values(loaders).map((load) => load())),
};

/** The table holds commands of all flags; the parser gives each the values of its own. */
function forAny<F extends Flags>(command: Command<F>): Command {
  return command as unknown as Command;
}
