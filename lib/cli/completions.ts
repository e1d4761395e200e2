import { bash } from "./completion/bash.ts";
import { fish } from "./completion/fish.ts";
import { powershell } from "./completion/powershell.ts";
import { type Script, wordsOf } from "./completion/words.ts";
import { zsh } from "./completion/zsh.ts";
import { defineCommand } from "./command.ts";
import { loadCommands } from "./commands.ts";
import { exitCode } from "./exit_code.ts";
import { UsageError } from "./usage_error.ts";

/** The shells there are completions for. */
const shells: Record<string, Script> = { bash, zsh, fish, powershell };
const shellNames = Object.keys(shells);

export const completions = defineCommand({
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
    out.line(shells[shell]!((await loadCommands()).map(wordsOf)));
    return exitCode.ok;
  },
});
