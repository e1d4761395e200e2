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
    summary: { en: "print completions for a shell", ko: "셸 자동 완성 스크립트 출력" },
    operands: [{ usage: shellNames.join("|"), choices: shellNames }],
    about: [{
      en:
        "Prints a script. With it, the shell completes commands, flags and their values when you press Tab.",
      ko: "스크립트를 출력합니다. 이것을 쓰면 Tab을 누를 때 셸이 명령, 플래그와 그 값을 완성해 줍니다.",
    }],
    flags: {},
    examples: [
      ["source <(capsock completions bash)", { en: "in ~/.bashrc", ko: "~/.bashrc 안에서" }],
      ["capsock completions zsh > ~/.zfunc/_capsock", { en: "in a folder of $fpath", ko: "$fpath의 폴더에" }],
      ["capsock completions fish | source", { en: "in config.fish", ko: "config.fish 안에서" }],
      ["capsock completions powershell | Out-String | Invoke-Expression", {
        en: "in $PROFILE",
        ko: "$PROFILE 안에서",
      }],
    ],
    async run({ positionals }, { out, language }) {
      const [shell = "", ...more] = positionals;
      const names = shellNames.join("|");
      const hint = { en: `write capsock completions ${names}`, ko: `사용법: capsock completions ${names}` };
      if (more.length > 0) {
        throw new UsageError({ en: "give one shell", ko: "셸을 하나만 입력하세요" }, hint);
      }
      if (shell === "") {
        throw new UsageError(
          { en: "completions needs a shell", ko: "completions에는 셸이 필요합니다" },
          hint,
        );
      }
      if (!Object.hasOwn(shells, shell)) {
        throw new UsageError({
          en: `there are no completions for "${shell}"`,
          ko: `자동 완성을 지원하지 않는 셸입니다: "${shell}"`,
        }, hint);
      }
      out.line(shells[shell]!((await commands.all()).map((command) => wordsOf(command, language))));
      return exitCode.ok;
    },
  });
}
