import { buildDiagram } from "../../recording/diagram/build.ts";
import { diagrams } from "../../report/diagram/diagrams.ts";
import { nameIn } from "../../setting/types.ts";
import { count } from "../../base/numbers.ts";
import { lineColumns } from "../host/format.ts";
import { tellBadLines } from "../host/bad_lines.ts";
import { defineCommand } from "../line/command.ts";
import { NegativeResult } from "../ending.ts";
import { exitCode } from "../exit_code.ts";
import { valueFlag } from "../line/flag.ts";
import { refuseOperands } from "../line/operands.ts";
import { UsageError } from "../line/usage_error.ts";

const flags = {
  format: valueFlag(nameIn(diagrams), { help: "how to draw it", initial: "text" }),
};

export const trace = defineCommand({
  name: "trace",
  summary: "draw recorded events as text, SVG, Mermaid",
  operands: [],
  about: [
    "Draws the socket calls that `--json --trace` recorded, from standard input: who sent what to whom, time flowing down. Give it the recording of one side, or those of both one after the other: it finds out by the addresses which socket talked to which, and by what was received how their clocks differ.",
    "What the system does unseen, as the three-way handshake, FIN and RST, is drawn dashed, and only where a call proves it.",
  ],
  flags,
  examples: [
    ["capsock client tcp -m hi --json --trace | capsock trace", "one side"],
    ["cat server.jsonl client.jsonl | capsock trace", "both sides"],
    ["capsock trace --format svg < events.jsonl > session.svg", "a picture"],
    ["capsock demo tcp --json | capsock trace --format mermaid", "for a README"],
  ],
  async run({ positionals, flags: { format } }, host) {
    const { input, out, err, language } = host;
    refuseOperands("trace", positionals);
    if (input.isTerminal) {
      throw new UsageError({
        en: "trace reads recorded events from standard input",
        ko: "trace는 기록한 이벤트를 표준 입력에서 읽습니다",
      }, {
        en:
          "record some first: capsock client tcp -m hi --json --trace > events.jsonl; then capsock trace < events.jsonl",
        ko:
          "먼저 기록하세요: capsock client tcp -m hi --json --trace > events.jsonl 다음에 capsock trace < events.jsonl",
      });
    }
    // The reader of recordings is loaded only here: help does not need it.
    const { parseRecording } = await import("../../recording/parse.ts");
    const { calls, bad } = parseRecording(await input.text());
    tellBadLines(bad, host);
    const diagram = buildDiagram(calls, language);
    if (diagram === undefined) {
      throw new NegativeResult(
        "no-calls",
        {
          en: "nothing to draw: there are no socket calls on standard input",
          ko: "그릴 것이 없습니다: 표준 입력에 소켓 호출이 없습니다",
        },
        {
          en: "record with --json --trace, for example: capsock client tcp -m hi --json --trace",
          ko: "--json --trace로 기록하세요. 예: capsock client tcp -m hi --json --trace",
        },
      );
    }
    out.line(diagrams[format](diagram, lineColumns(out)));
    if (diagram.omitted > 0) {
      const { omitted } = diagram;
      err.line(
        {
          en: `the picture has no room for ${count(omitted, "more conversation")}`,
          ko: `그림에 자리가 없어 대화 ${omitted}개를 뺐습니다`,
        }[language],
      );
    }
    return exitCode.ok;
  },
});
