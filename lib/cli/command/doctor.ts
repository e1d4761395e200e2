import { Failure } from "../../protocol/failure.ts";
import { jsonLine } from "../../report/json.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import type { Finding, Look } from "./doctor/finding.ts";
import { looks } from "./doctor/looks.ts";
import { exitCode } from "../exit_code.ts";
import type { Host, Output } from "../host/host.ts";
import { refuseOperands } from "../line/operands.ts";

export const doctor = defineCommand({
  name: "doctor",
  summary: "what this executable may do, and whether it works here",
  operands: [],
  about: [
    "Looks at this executable and this machine: its permissions, loopback, names, TCP and UDP through itself, the clock, and what the runtime cannot do. Ends with 1 when something that capsock needs does not work.",
  ],
  flags: { json: reportFlags.json },
  examples: [["capsock doctor", "when something does not work"]],
  async run({ positionals, flags: { json } }, host) {
    refuseOperands("doctor", positionals);
    let ok = true;
    for (const look of looks) {
      const findings = await findingsOf(look, host);
      for (const finding of findings) {
        ok &&= finding.ok !== false;
        if (json) host.out.line(jsonLine({ event: "finding", about: look.title, ...finding }));
      }
      if (!json) showFindings(look.title, findings, host.out);
    }
    if (json) host.out.line(jsonLine({ event: "summary", ok }));
    else {host.out.line(
        ok
          ? "\nEverything that capsock needs works here."
          : "\nSomething that capsock needs does not work here.",
      );}
    return ok ? exitCode.ok : exitCode.no;
  },
});

async function findingsOf(look: Look, host: Host): Promise<Finding[]> {
  try {
    return [await look.look(host)].flat();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ ok: false, detail: error.message }];
  }
}

function showFindings(title: string, findings: readonly Finding[], { line, paint }: Output): void {
  line(paint.strong(title));
  for (const { ok, detail } of findings) {
    const mark = ok === undefined ? "     " : ok ? paint.good("ok   ") : paint.bad("FAIL ");
    line(`  ${mark}${detail}`);
  }
}
