import { columnsOf } from "../columns.ts";
import { clip } from "../clip.ts";
import {
  type Arrival,
  type Arrow,
  type Diagram,
  isTimed,
  type LegendEntry,
  type Lifeline,
  type Note,
  type Row,
} from "../../recording/diagram/diagram.ts";
import { columnWidth, style } from "./svg_style.ts";
import { escapeXml } from "../xml.ts";

/** Columns of the longest address, an IPv6 one with its port; longer texts are cut. */
const longestText = 47;

/** Pixels; no text is smaller than 16. */
const rowHeight = 40;
const headHeight = 76;
const gutter = 108;
const margin = 24;
const narrowestGap = 260;
const widestGap = 520;

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly top: number;
  readonly bottom: number;
  xOf(lifeline: number): number;
  yOf(row: number): number;
}

/** One picture in one file: light or dark as its reader prefers, without scripts and without other files. */
export function svg(diagram: Diagram): string {
  const layout = layOut(diagram);
  const { width, height } = layout;
  const { lifelines, rows, legend } = diagram;
  const arrowRows = new Map(
    rows.flatMap((row, index) => row.kind === "arrow" && row.tag ? [[row.tag, index]] : []),
  );
  const drawn = rows.map((row, index) => drawRow(row, index, arrowRows, diagram, layout));
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="title description">`,
    `<title id="title">${escapeXml(diagram.title)}</title>`,
    `<desc id="description">${escapeXml(diagram.description)}</desc>`,
    `<style>${style}</style>`,
    markers,
    `<rect class="paper" width="${width}" height="${height}" rx="8"/>`,
    ...lifelines.map((lifeline, index) => drawLifeline(lifeline, layout.xOf(index), layout)),
    ...drawn.map(({ lines }) => lines),
    ...drawn.map(({ texts }) => texts),
    ...legend.map((entry, index) => drawLegend(entry, layout.bottom + 44 + index * 28)),
    "</svg>",
  ].join("\n");
}

function layOut({ lifelines, rows, legend }: Diagram): Layout {
  const needed = rows.map((row) =>
    widthNeeded(row) / (row.kind === "note" ? 1 : Math.abs(row.from - row.to))
  );
  const heads = lifelines.map(boxWidth);
  const most = [...needed, ...heads.map((width) => width + 24)].reduce(
    (a, b) => Math.max(a, b),
    narrowestGap,
  );
  const gap = Math.round(Math.min(most, widestGap));
  const left = gutter + Math.max(40, heads[0]! / 2);
  const right = Math.max(40, heads.at(-1)! / 2) + margin;
  const only = lifelines.length === 1 ? gap : 0;
  const top = margin + headHeight;
  const bottom = top + (rows.length + 0.5) * rowHeight;
  const xOf = (lifeline: number): number => Math.round(left + lifeline * gap);
  return {
    top,
    bottom,
    xOf,
    yOf: (row) => top + (row + 1) * rowHeight,
    width: Math.max(Math.round(xOf(lifelines.length - 1) + right + only), legend.length > 0 ? 560 : 0),
    height: bottom + margin + (legend.length > 0 ? 12 + legend.length * 28 : 0),
  };
}

function textWidth(text: string): number {
  return Math.min(columnsOf(text), longestText) * columnWidth;
}

function boxWidth({ name, address }: Lifeline): number {
  return Math.round(Math.max(textWidth(name), textWidth(address)) + 28);
}

function widthNeeded(row: Row): number {
  if (row.kind === "note") return textWidth(row.text) + 40;
  const calls = row.kind === "arrow" ? [row.tail, row.head] : [row.head];
  return [row.text, ...calls].reduce((sum, label = "") => sum + textWidth(label) + 20, 24);
}

/** Heads of arrows; one a colour, since a marker does not take that of its line everywhere. */
const markers = ["data", "inferred", "bad"].map((kind) =>
  `<marker id="${kind}-head" viewBox="0 0 12 12" refX="11" refY="6" markerWidth="12" markerHeight="12" markerUnits="userSpaceOnUse" orient="auto"><path class="${kind}-fill" d="M0 1L12 6L0 11z"/></marker>`
).join("");

function drawLifeline(lifeline: Lifeline, x: number, { bottom }: Layout): string {
  const { side, isRecorded, name, address } = lifeline;
  const width = boxWidth(lifeline);
  const height = headHeight - 16;
  const names = address === ""
    ? label(x, margin + height / 2 + 6, name, "name middle")
    : label(x, margin + 26, name, "name middle") + label(x, margin + 48, address, "middle");
  return `<g class="${side}${isRecorded ? "" : " unrecorded"}">` +
    `<line class="life" x1="${x}" y1="${margin + height}" x2="${x}" y2="${bottom}"/>` +
    `<rect class="box" x="${
      x - width / 2
    }" y="${margin}" width="${width}" height="${height}" rx="6"/>${names}</g>`;
}

function label(x: number, y: number, text: string, classes: string): string {
  if (text === "") return "";
  return `<text class="${classes}" x="${x}" y="${y}">${escapeXml(clip(text, longestText))}</text>`;
}

/** Lines lie under all texts. */
interface Layers {
  readonly lines: string;
  readonly texts: string;
}

function drawRow(
  row: Row,
  index: number,
  arrowRows: ReadonlyMap<string, number>,
  { rows, lifelines }: Diagram,
  layout: Layout,
): Layers {
  const y = layout.yOf(index);
  const unit = index === 0 ? label(gutter - 14, layout.top - 22, "ms", "time end") : "";
  const time = unit + (isTimed(row) ? label(gutter - 14, y + 5, row.at.toFixed(1), "time end") : "");
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
    lines: `<circle class="${isFailure ? "bad-fill" : "dot"}" cx="${x}" cy="${y}" r="5"/>`,
    texts: label(x + (isLast ? -14 : 14), y + 5, text, classes),
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
  const [left, right] = [tail, head].map((call) => call === "" ? 0 : textWidth(call) + 14) as [
    number,
    number,
  ];
  const middle = Math.round((x1 + end + way * (left - right)) / 2);
  return {
    lines: `<line class="${kind}${isInferred ? " dashed" : ""}" x1="${x1}" y1="${y}" x2="${end}" y2="${y}"` +
      (isLost ? `/>${drawCross(end, y)}` : ` marker-end="url(#${kind}-head)"/>`) +
      (tail === "" ? "" : drawDot(x1, y)),
    texts: label(x1 + way * 12, y - 8, tail, `call halo ${near}`) +
      label(x2 - way * 12, y - 8, head, `call halo ${far}${bad}`) +
      label(middle, y - 8, text, `what halo middle${bad}`),
  };
}

/** How texts at the start and at the end of an arrow are aligned. */
function anchors(way: number): [string, string] {
  return way > 0 ? ["start", "end"] : ["end", "start"];
}

function drawDot(x: number, y: number): string {
  return `<circle class="dot" cx="${x}" cy="${y}" r="4"/>`;
}

function drawCross(x: number, y: number): string {
  return `<path class="bad cross" d="M${x - 7} ${y - 7}L${x + 7} ${y + 7}M${x - 7} ${y + 7}L${x + 7} ${
    y - 7
  }"/>`;
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
    lines:
      `<line class="data" x1="${x1}" y1="${top}" x2="${x2}" y2="${bottom}" marker-end="url(#data-head)"/>` +
      drawDot(x1, top),
    texts: label(x1 + way * 12, top - 8, tail, `call halo ${near}`) +
      label(x1 + way * (textWidth(tail) + 26), top - 8, arrow.text, `what halo ${near}`) +
      label(x2 - way * 20, bottom + 9, head, `call halo ${far}`),
  };
}

function drawLegend({ sign, text }: LegendEntry, y: number): string {
  const kind = sign === "solid" ? "data" : sign === "dashed" ? "inferred dashed" : "bad";
  const head = sign === "lost" ? "" : ` marker-end="url(#${sign === "solid" ? "data" : "inferred"}-head)"`;
  return `<line class="${kind}" x1="${margin}" y1="${y}" x2="${margin + 56}" y2="${y}"${head}/>` +
    (sign === "lost" ? drawCross(margin + 50, y) : "") + label(margin + 72, y + 5, text, "faint");
}
