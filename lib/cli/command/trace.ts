import { buildDiagram } from "../../recording/diagram/build.ts";
import { diagrams } from "../../report/diagram/diagrams.ts";
import { nameIn } from "../../setting/types.ts";
import { count } from "../../base/numbers.ts";
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
  async run({ positionals, flags: { format } }, { input, out, err }) {
    refuseOperands("trace", positionals);
    if (input.isTerminal) {
      throw new UsageError(
        "trace reads recorded events from standard input",
        "record some: capsock client tcp -m hi --json --trace > events.jsonl; then capsock trace < events.jsonl",
      );
    }
    // The help of all commands needs no reader of recordings.
    const { parseRecording } = await import("../../recording/parse.ts");
    const { calls, bad } = parseRecording(await input.text());
    tellBadLines(bad, err);
    const diagram = buildDiagram(calls);
    if (diagram === undefined) {
      throw new NegativeResult(
        "no-calls",
        "nothing to draw: no socket calls on standard input",
        "record with --json --trace, as in capsock client tcp -m hi --json --trace",
      );
    }
    out.line(diagrams[format](diagram));
    if (diagram.omitted > 0) {
      err.line(`${count(diagram.omitted, "more conversation")} found no place in the picture`);
    }
    return exitCode.ok;
  },
});
