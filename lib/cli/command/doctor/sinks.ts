import { jsonLine } from "../../../report/json.ts";
import type { Sinks } from "../../host/format.ts";
import type { Finding } from "./finding.ts";

/** What the doctor tells. */
export type DoctorEvent =
  | { readonly event: "looked"; readonly title: string; readonly findings: readonly Finding[] }
  | { readonly event: "summary"; readonly ok: boolean };

export const doctorSinks: Sinks<DoctorEvent> = {
  text: ({ out: { line, paint } }) => (event) => {
    if (event.event === "summary") {
      const what = event.ok ? "Everything" : "Something";
      return line(`\n${what} that capsock needs ${event.ok ? "works" : "does not work"} here.`);
    }
    line(paint.strong(event.title));
    for (const { ok, detail } of event.findings) {
      const mark = ok === undefined ? "     " : ok ? paint.good("ok   ") : paint.bad("FAIL ");
      line(`  ${mark}${detail}`);
    }
  },
  json: ({ out, language }) => (event) => {
    if (event.event === "summary") return out.line(jsonLine(event, language));
    for (const finding of event.findings) {
      out.line(jsonLine({ event: "finding", about: event.title, ...finding }, language));
    }
  },
};
