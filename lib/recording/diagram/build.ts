/**
 * From a recording to the model of its picture. The way of a call: `lifelines.ts` says on which lifeline its
 * socket stands, `tcp_rows.ts` or `udp_rows.ts` makes a note or an arrow of it, `rows.ts` puts it into an
 * order in which cause and effect share a row. `diagram.ts` is all that a drawing needs; how it looks is
 * decided in `report/diagram/`.
 *
 * @module
 */
import type { Side } from "../../protocol/event.ts";
import { joinRecordings, type Recording } from "../recording.ts";
import type { RecordedCall } from "../call.ts";
import { describeDiagram } from "./describe.ts";
import type { Diagram, LegendEntry, Row } from "./diagram.ts";
import { placeLifelines, type Placement } from "./lifelines.ts";
import { Rows } from "./rows.ts";
import { TcpRows } from "./tcp_rows.ts";
import { UdpRows } from "./udp_rows.ts";

/** Draws a picture of recorded calls. Undefined if there is nothing to be seen. */
export function buildDiagram(recorded: readonly RecordedCall[]): Diagram | undefined {
  const recording = joinRecordings(recorded);
  const placement = placeLifelines(recording);
  const rows = rowsOf(recording, placement);
  if (rows.length === 0) return undefined;
  const { lifelines, omitted } = placement;
  const transports = new Set(recording.sockets.map(({ transport }) => transport.toUpperCase()));
  const title = `${[...transports].join(" and ")}: ${countSides(placement)}`;
  const description = describeDiagram(lifelines, rows);
  return { title, description, lifelines, rows, legend: legendOf(rows), omitted };
}

function countSides({ lifelines }: Placement): string {
  return (["client", "server"] as Side[]).flatMap((side) => {
    const those = lifelines.filter((lifeline) => lifeline.side === side);
    if (those.length === 0) return [];
    return those.length === 1 ? `a ${side}` : `${those.length} ${side}s`;
  }).join(" and ");
}

function rowsOf(recording: Recording, placement: Placement): Row[] {
  const rows = new Rows();
  const writers = {
    tcp: new TcpRows(rows, recording, placement),
    udp: new UdpRows(rows, recording, placement),
  };
  for (const call of recording.calls) writers[call.transport].write(call);
  return rows.finish();
}

function legendOf(rows: readonly Row[]): LegendEntry[] {
  const arrows = rows.filter((row) => row.kind === "arrow");
  const entries: LegendEntry[] = [];
  if (arrows.some(({ isInferred }) => !isInferred)) entries.push({ sign: "solid", text: "data" });
  if (arrows.some(({ isInferred }) => isInferred)) {
    entries.push({ sign: "dashed", text: "inferred: the system did it, a call proves it" });
  }
  if (arrows.some(({ isLost }) => isLost)) entries.push({ sign: "lost", text: "never received" });
  return entries;
}
