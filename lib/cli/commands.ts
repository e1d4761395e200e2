import { didYouMean, nearest } from "../base/nearest.ts";
import type { Command, CommandTable } from "./line/command.ts";
import type { Flags } from "./line/flag.ts";
import { UsageError } from "./line/usage_error.ts";

/** Finds a command's declaration. Only the one that is asked for is loaded: that keeps the start short. */
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
      throw new UsageError(
        { en: `the command comes before ${name}`, ko: `${name} 앞에 명령이 있어야 합니다` },
        { en: "write capsock COMMAND [options]", ko: "사용법: capsock COMMAND [options]" },
      );
    }
    const meant = nearest(name, commands.names);
    const typed = JSON.stringify(name);
    throw new UsageError(
      { en: `unknown command ${typed}`, ko: `알 수 없는 명령입니다: ${typed}` },
      meant === undefined
        ? { en: "`capsock help` lists the commands", ko: "명령 목록은 `capsock help`에 있습니다" }
        : didYouMean(meant),
    );
  },
  all: () => Promise.all(Object.values(loaders).map((load) => load())),
};

/** The table holds commands of all flags; the parser gives each the values of its own. */
function forAny<F extends Flags>(command: Command<F>): Command {
  return command as unknown as Command;
}
