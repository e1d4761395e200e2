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
  format: valueFlag(nameIn(diagrams), { help: { en: "how to draw it", ko: "그리는 형식" }, initial: "text" }),
};

export const trace = defineCommand({
  name: "trace",
  summary: {
    en: "draw recorded events as text, SVG or Mermaid",
    ko: "기록한 이벤트를 텍스트, SVG, Mermaid로 그리기",
  },
  operands: [],
  about: [
    {
      en:
        "Draws the socket calls that `--json --trace` recorded. It reads them from standard input and shows who sent what to whom; time runs downwards. Give it the recording of one side, or of both sides one after the other. It matches sockets by their addresses, and works out the difference of the two clocks from what was sent and received.",
      ko:
        "`--json --trace`로 기록한 소켓 호출을 표준 입력에서 읽어 시퀀스 다이어그램을 그립니다. 누가 누구에게 무엇을 보냈는지 보여 주며, 시간은 아래로 흐릅니다. 한쪽의 기록만 주어도 되고, 양쪽의 기록을 이어서 주어도 됩니다. 어느 소켓끼리 대화했는지는 주소로 알아내고, 두 시계의 차이는 전송과 수신 시각으로 계산합니다.",
    },
    {
      en:
        "Dashed lines show what the system does invisibly, such as the three-way handshake, FIN and RST. They are drawn only where a call proves it.",
      ko:
        "점선은 3-way 핸드셰이크, FIN, RST처럼 시스템이 보이지 않게 한 일입니다. 호출이 증명할 때만 그립니다.",
    },
  ],
  flags,
  examples: [
    ["capsock client tcp -m hi --json --trace | capsock trace", { en: "one side", ko: "한쪽" }],
    ["cat server.jsonl client.jsonl | capsock trace", { en: "both sides", ko: "양쪽" }],
    ["capsock trace --format svg < events.jsonl > session.svg", { en: "a picture", ko: "그림으로" }],
    ["capsock demo tcp --json | capsock trace --format mermaid", { en: "for a README", ko: "README용" }],
  ],
  async run({ positionals, flags: { format } }, host) {
    const { input, out, err, language } = host;
    refuseOperands("trace", positionals, "input");
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
