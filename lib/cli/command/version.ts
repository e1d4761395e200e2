import { defineCommand } from "../line/command.ts";
import { exitCode } from "../exit_code.ts";
import { reportFlags } from "../line/common_flags.ts";
import { jsonLine } from "../../report/json.ts";
import { refuseOperands } from "../line/operands.ts";
import { versionText } from "../version_text.ts";

export const version = defineCommand({
  name: "version",
  summary: "the version of capsock",
  operands: [],
  about: ["Shows the version of capsock, and of the runtime inside it."],
  flags: { json: reportFlags.json },
  examples: [["capsock version", "one line"]],
  run({ positionals, flags }, { out }) {
    refuseOperands("version", positionals);
    const { deno, v8 } = Deno.version;
    const { target } = Deno.build;
    if (flags.json) out.line(jsonLine({ event: "version", version: versionText, deno, v8, target }));
    else out.line(`capsock ${versionText} (Deno ${deno}, ${target})`);
    return Promise.resolve(exitCode.ok);
  },
});
