import { defineCommand } from "../line/command.ts";
import { exitCode } from "../exit_code.ts";
import { reportFlags } from "../line/common_flags.ts";
import { formatOf, jsonSink, type Sinks } from "../host/format.ts";
import { refuseOperands } from "../line/operands.ts";
import { versionText } from "../version_text.ts";

interface VersionTold {
  readonly event: "version";
  readonly version: string;
  readonly deno: string;
  readonly v8: string;
  readonly target: string;
}

const sinks: Sinks<VersionTold> = {
  text: ({ out }) => ({ version, deno, target }) => out.line(`capsock ${version} (Deno ${deno}, ${target})`),
  json: jsonSink,
};

export const version = defineCommand({
  name: "version",
  summary: { en: "show the version of capsock", ko: "capsock의 버전 표시" },
  operands: [],
  about: [{
    en: "Shows the version of capsock, and of the runtime inside it.",
    ko: "capsock과 그 안에 든 런타임의 버전을 보여 줍니다.",
  }],
  flags: { json: reportFlags.json },
  examples: [["capsock version", { en: "one line", ko: "한 줄로 표시" }]],
  run({ positionals, flags }, host) {
    refuseOperands("version", positionals);
    const { deno, v8 } = Deno.version;
    const { target } = Deno.build;
    sinks[formatOf(flags)](host)({ event: "version", version: versionText, deno, v8, target });
    return Promise.resolve(exitCode.ok);
  },
});
