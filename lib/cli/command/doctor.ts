import { unlessAborted } from "../../base/abort.ts";
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
  summary: { en: "check that capsock works on this machine", ko: "이 컴퓨터에서 capsock이 동작하는지 점검" },
  operands: [],
  about: [
    {
      en:
        "Looks at this executable and this machine: permissions, loopback, names, TCP and UDP to itself, the clock, and what the runtime cannot do. The exit code is 1 if something that capsock needs does not work.",
      ko:
        "이 실행 파일과 이 컴퓨터를 살펴봅니다. 권한, 루프백, 이름, 자기 자신과의 TCP와 UDP, 시계, 런타임이 하지 못하는 것을 점검합니다. capsock에 필요한 것이 동작하지 않으면 종료 코드는 1입니다.",
    },
  ],
  flags: { json: reportFlags.json },
  examples: [["capsock doctor", { en: "when something does not work", ko: "무언가 동작하지 않을 때" }]],
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
    const looking = Promise.resolve(look(host));
    return [await unlessAborted(looking, host.stop.signal)].flat();
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return [{ ok: false, detail: error.text }];
  }
}
