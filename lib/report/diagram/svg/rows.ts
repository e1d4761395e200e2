import {
  type Arrival,
  type Arrow,
  type Diagram,
  isTimed,
  type Note,
  type Row,
} from "../../../recording/diagram/diagram.ts";
import { circle, label, line } from "../../svg/shapes.ts";
import { drawCross, drawDot, headed } from "./arrow.ts";
import { clipped, clippedWidth } from "./clipped.ts";
import { gutter, type Layout } from "./layout.ts";

/** Lines lie under all texts. */
interface Layers {
  readonly lines: string;
  readonly texts: string;
}

export function drawRows(diagram: Diagram, layout: Layout): Layers[] {
  const arrowRows = new Map(
    diagram.rows.flatMap((row, index) => row.kind === "arrow" && row.tag ? [[row.tag, index]] : []),
  );
  return diagram.rows.map((row, index) => drawRow(row, index, arrowRows, diagram, layout));
}

function drawRow(
  row: Row,
  index: number,
  arrowRows: ReadonlyMap<string, number>,
  { rows, lifelines }: Diagram,
  layout: Layout,
): Layers {
  const y = layout.yOf(index);
  const unit = index === 0 ? label([gutter - 14, layout.top - 22], "ms", "time end") : "";
  const time = unit + (isTimed(row) ? label([gutter - 14, y + 5], row.at.toFixed(1), "time end") : "");
  if (row.kind === "pause") return { lines: "", texts: time };
  if (row.kind === "note") return withTime(time, drawNote(row, y, lifelines.length, layout));
  if (row.kind === "arrow") {
    // What arrives later is drawn when it does.
    return row.tag === undefined ? withTime(time, drawArrow(row, y, layout)) : { lines: "", texts: time };
  }
  const start = arrowRows.get(row.tag)!;
  return withTime(time, drawSlanted(rows[start] as Arrow, row, layout.yOf(start), y, layout));
}

function withTime(time: string, { lines, texts }: Layers): Layers {
  return { lines, texts: time + texts };
}

function drawNote({ lifeline, text, isFailure }: Note, y: number, lifelines: number, layout: Layout): Layers {
  const x = layout.xOf(lifeline);
  const isLast = lifeline === lifelines - 1 && lifeline > 0;
  const classes = `call halo ${isLast ? "end" : "start"}${isFailure ? " bad" : ""}`;
  return {
    lines: circle([x, y], 5, isFailure ? "bad-fill" : "dot"),
    texts: clipped([x + (isLast ? -14 : 14), y + 5], text, classes),
  };
}

function drawArrow(arrow: Arrow, y: number, layout: Layout): Layers {
  const { from, to, tail = "", head = "", text, isLost, isInferred, isFailure } = arrow;
  const [x1, x2] = [layout.xOf(from), layout.xOf(to)];
  const way = Math.sign(x2 - x1);
  const end = isLost ? x1 + (x2 - x1) * 0.8 : x2;
  const kind = isFailure ? "bad" : isInferred ? "inferred" : "data";
  const [near, far] = anchors(way);
  const bad = isFailure ? " bad" : "";
  // The text stands in the middle of what the calls' names leave free.
  const [left, right] = [tail, head].map((call) => call === "" ? 0 : clippedWidth(call) + 14) as [
    number,
    number,
  ];
  const middle = Math.round((x1 + end + way * (left - right)) / 2);
  return {
    lines: line([x1, y], [end, y], kind + (isInferred ? " dashed" : ""), isLost ? {} : headed(kind)) +
      (isLost ? drawCross([end, y]) : "") + (tail === "" ? "" : drawDot([x1, y])),
    texts: clipped([x1 + way * 12, y - 8], tail, `call halo ${near}`) +
      clipped([x2 - way * 12, y - 8], head, `call halo ${far}${bad}`) +
      clipped([middle, y - 8], text, `what halo middle${bad}`),
  };
}

/** How texts at the start and at the end of an arrow are aligned. */
function anchors(way: number): [string, string] {
  return way > 0 ? ["start", "end"] : ["end", "start"];
}

/** A datagram that took its time: it falls from the row in which it was sent to that in which it was received. */
function drawSlanted(
  arrow: Arrow,
  { to, head }: Arrival,
  top: number,
  bottom: number,
  layout: Layout,
): Layers {
  const [x1, x2] = [layout.xOf(arrow.from), layout.xOf(to)];
  const way = Math.sign(x2 - x1);
  const [near, far] = anchors(way);
  const tail = arrow.tail ?? "";
  return {
    lines: line([x1, top], [x2, bottom], "data", headed("data")) + drawDot([x1, top]),
    texts: clipped([x1 + way * 12, top - 8], tail, `call halo ${near}`) +
      clipped([x1 + way * (clippedWidth(tail) + 26), top - 8], arrow.text, `what halo ${near}`) +
      clipped([x2 - way * 20, bottom + 9], head, `call halo ${far}`),
  };
}
