/**
 * Makes the model of a picture from a recording. The way of a call: `lifelines.ts` finds the lifeline of its
 * socket, `tcp_rows.ts` or `udp_rows.ts` makes a note or an arrow from it, and `rows.ts` puts it into an order
 * in which cause and effect share a row. `diagram.ts` has everything that a drawing needs; `report/diagram/`
 * decides how it looks.
 *
 * @module
 */
import type { Language, Text } from "../../base/text.ts";
import { sideNames } from "../../protocol/side_name.ts";
import { joinRecordings, type Recording } from "../recording.ts";
import type { RecordedCall } from "../call.ts";
import { describeDiagram } from "./describe.ts";
import type { Diagram, LegendEntry, Lifeline, Row, Wait } from "./diagram.ts";
import { placeLifelines, type Placement } from "./lifelines.ts";
import { Rows } from "./rows.ts";
import { TcpRows } from "./tcp_rows.ts";
import { UdpRows } from "./udp_rows.ts";

/** Makes the model of a picture, with its texts in `language`. Undefined if there is nothing to see. */
export function buildDiagram(recorded: readonly RecordedCall[], language: Language): Diagram | undefined {
  const recording = joinRecordings(recorded);
  const placement = placeLifelines(recording, language);
  const { rows, waits } = rowsOf(recording, placement, language);
  if (rows.length === 0) return undefined;
  const { lifelines, omitted } = placement;
  const title = titleOf(recording, lifelines)[language];
  const description = describeDiagram({ lifelines, rows, waits }, language);
  const legend = legendOf(rows, waits, language);
  return { language, title, description, lifelines, rows, waits, legend, omitted };
}

function titleOf({ sockets }: Recording, lifelines: readonly Lifeline[]): Text {
  const transports = [...new Set(sockets.map(({ transport }) => transport.toUpperCase()))];
  const sides = (["client", "server"] as const).flatMap((side): Text[] => {
    const many = lifelines.filter((lifeline) => lifeline.side === side).length;
    if (many === 0) return [];
    const { en, ko } = sideNames[side];
    return [many === 1 ? { en: `a ${en}`, ko } : { en: `${many} ${en}s`, ko: `${ko} ${many}개` }];
  });
  return {
    en: `${transports.join(" and ")}: ${sides.map(({ en }) => en).join(" and ")}`,
    ko: `${transports.join(", ")}: ${sides.map(({ ko }) => ko).join(", ")}`,
  };
}

function rowsOf(
  recording: Recording,
  placement: Placement,
  language: Language,
): Pick<Diagram, "rows" | "waits"> {
  const rows = new Rows();
  const writers = {
    tcp: new TcpRows(rows, recording, placement, language),
    udp: new UdpRows(rows, recording, placement, language),
  };
  for (const call of recording.calls) writers[call.transport].write(call);
  return rows.finish();
}

const legendTexts: Record<LegendEntry["sign"], Text> = {
  solid: { en: "data", ko: "데이터" },
  dashed: {
    en: "inferred: the system did it, a call proves it",
    ko: "추론: 시스템이 한 일이며, 호출로 증명됨",
  },
  wait: { en: "waiting in a call", ko: "호출 안에서 대기" },
  lost: { en: "never received", ko: "수신되지 않음" },
};

function legendOf(rows: readonly Row[], waits: readonly Wait[], language: Language): LegendEntry[] {
  const arrows = rows.filter((row) => row.kind === "arrow");
  const signs = [
    ["solid", arrows.some(({ isInferred }) => !isInferred)],
    ["dashed", arrows.some(({ isInferred }) => isInferred)],
    ["lost", arrows.some(({ isLost }) => isLost)],
    ["wait", waits.length > 0],
  ] as const;
  return signs.flatMap(([sign, isUsed]) => isUsed ? [{ sign, text: legendTexts[sign][language] }] : []);
}
