import { bash } from "./completions/bash.ts";
import { fish } from "./completions/fish.ts";
import { powershell } from "./completions/powershell.ts";
import { type Script, wordsOf } from "./completions/script.ts";
import { zsh } from "./completions/zsh.ts";
import { type Command, type CommandTable, defineCommand } from "../line/command.ts";
import { exitCode } from "../exit_code.ts";
import { UsageError } from "../line/usage_error.ts";

/** The shells there are completions for. */
const shells: Record<string, Script> = { bash, zsh, fish, powershell };
const shellNames = Object.keys(shells);

/** Completes the words of `commands`. */
export function completions(commands: CommandTable): Command {
  return defineCommand({
    name: "completions",
    summary: "completions for a shell",
    operands: [{ usage: shellNames.join("|"), choices: shellNames }],
    about: ["Prints a script that lets the shell complete commands, flags and their values."],
    flags: {},
    examples: [
      ["source <(capsock completions bash)", "in ~/.bashrc"],
      ["capsock completions zsh > ~/.zfunc/_capsock", "in a folder of $fpath"],
      ["capsock completions fish | source", "in config.fish"],
      ["capsock completions powershell | Out-String | Invoke-Expression", "in $PROFILE"],
    ],
    async run({ positionals }, { out }) {
      const [shell = "", ...more] = positionals;
      const hint = `write capsock completions ${shellNames.join("|")}`;
      if (more.length > 0) throw new UsageError("one shell, please", hint);
      if (!Object.hasOwn(shells, shell)) {
        throw new UsageError(
          shell === "" ? "completions needs a shell" : `"${shell}" is not a shell known here`,
          hint,
        );
      }
      out.line(shells[shell]!((await commands.all()).map(wordsOf)));
      return exitCode.ok;
    },
  });
}
