import type { Text } from "../../../base/text.ts";
import { hanging, pad, wrap } from "../../../report/columns.ts";
import { jsonLine } from "../../../report/json.ts";
import { lineColumns, type Sinks } from "../../host/format.ts";
import type { Finding } from "./finding.ts";

/** What the doctor tells. */
export type DoctorEvent =
  | { readonly event: "looked"; readonly title: Text; readonly findings: readonly Finding[] }
  | { readonly event: "summary"; readonly ok: boolean };

const works: Text = { en: "ok", ko: "정상" };
const fails: Text = { en: "FAIL", ko: "실패" };

function conclusion(ok: boolean): Text {
  return ok
    ? {
      en: "Everything that capsock needs works here.",
      ko: "capsock에 필요한 기능이 여기에서 모두 작동합니다.",
    }
    : {
      en: "Something that capsock needs does not work here.",
      ko: "capsock에 필요한 기능 가운데 여기에서 작동하지 않는 것이 있습니다.",
    };
}

export const doctorSinks: Sinks<DoctorEvent> = {
  text: ({ out, language }) => (event) => {
    const { line, paint } = out;
    if (event.event === "summary") {
      return ["", ...wrap(conclusion(event.ok)[language], lineColumns(out))].forEach(line);
    }
    line(paint.strong(event.title[language]));
    for (const { ok, detail } of event.findings) {
      const mark = ok === undefined ? "" : (ok ? works : fails)[language];
      const color = ok ? paint.good : paint.bad;
      hanging(`  ${pad(mark, 5)}`, detail[language], lineColumns(out)).forEach((text, index) =>
        line(index === 0 && mark !== "" ? text.replace(mark, (found) => color(found)) : text)
      );
    }
  },
  json: ({ out, language }) => (event) => {
    if (event.event === "summary") return out.line(jsonLine(event, language));
    for (const finding of event.findings) {
      out.line(jsonLine({ event: "finding", about: event.title.en, ...finding }, language));
    }
  },
};
