import { Failure } from "../../protocol/failure.ts";
import { defineCommand } from "../line/command.ts";
import { reportFlags } from "../line/common_flags.ts";
import type { Finding, Look } from "./doctor/finding.ts";
import { looks } from "./doctor/looks.ts";
import { doctorSinks } from "./doctor/sinks.ts";
import { exitCode } from "../exit_code.ts";
import { formatOf } from "../host/format.ts";
import type { Host } from "../host/host.ts";
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
  async run({ positionals, flags: values }, host) {
    refuseOperands("doctor", positionals);
    const report = doctorSinks[formatOf(values)](host);
    let ok = true;
    for (const { title, look } of looks) {
      const findings = await findingsOf(look, host);
      ok &&= findings.every((finding) => finding.ok !== false);
      report({ event: "looked", title, findings });
    }
    report({ event: "summary", ok });
    return ok ? exitCode.ok : exitCode.no;
  },
});

async function findingsOf(look: Look["look"], host: Host): Promise<Finding[]> {
  try {
    return [await look(host)].flat();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ ok: false, detail: error.text }];
  }
}
