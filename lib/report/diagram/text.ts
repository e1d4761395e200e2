import { columnsOf, hanging } from "../columns.ts";
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
  type Wait,
} from "../../recording/diagram/diagram.ts";
import { Line } from "./line.ts";

/** Columns between two lifelines. */
const widestGap = 46;
const narrowestGap = 24;

/** Columns for the outer halves of the first and the last lifeline's head. */
const widestMargin = 11;

interface Layout {
  /** Columns of the times at the left. */
  readonly gutter: number;
  readonly gap: number;
  readonly width: number;
  columnOf(lifeline: number): number;
}

/** Box characters, for a terminal or a text file. */
export function text(diagram: Diagram, columns = Infinity): string {
  const layout = layOut(diagram, columns);
  const waiting = waitingIn(diagram.waits);
  const lines = [
    ...heads(diagram.lifelines, layout),
    ...diagram.rows.flatMap((row, index) => rowLines(row, diagram, layout, index, waiting.get(index))),
    empty(diagram.lifelines, layout).toString(),
    ...legendLines(diagram.legend, layout, columns),
  ];
  return lines.join("\n");
}

function layOut({ lifelines, rows }: Diagram, columns: number): Layout {
  // The last time is the longest.
  const gutter = Math.max(7, timeText(rows.at(-1)?.at ?? 0).length) + 1;
  const needed = rows.map((row) => Math.ceil(columnsNeeded(row) / spanOf(row)));
  const most = needed.reduce((most, columns) => Math.max(most, columns), narrowestGap);
  const wanted = lifelines.length < 3 ? widestGap : Math.min(widestGap, most);
  const [margin, gap] = fitted(columns - gutter - 1, wanted, lifelines);
  const columnOf = (lifeline: number): number => gutter + margin + lifeline * gap;
  const right = lifelines.length === 1 ? gap : margin;
  return { gutter, gap, columnOf, width: columnOf(lifelines.length - 1) + right + 1 };
}

/** The margin and the gap for a terminal. A picture that fits no narrower is drawn as wide as it wants to be. */
function fitted(columns: number, wanted: number, lifelines: readonly Lifeline[]): [number, number] {
  const gaps = Math.max(1, lifelines.length - 1);
  const heads = lifelines.flatMap(({ name, address }) => [columnsOf(name), columnsOf(address)]);
  const margin = Math.min(widestMargin, Math.ceil(Math.max(...heads) / 2));
  const room = Math.floor((columns - 2 * margin) / gaps);
  const isWide = 2 * widestMargin + wanted * gaps <= columns;
  return isWide || room < narrowestGap ? [widestMargin, wanted] : [margin, Math.min(wanted, room)];
}

function spanOf(row: Row): number {
  return row.kind === "note" || row.kind === "pause" ? 1 : Math.abs(row.from - row.to);
}

/** How many columns a row takes between its lifelines. */
function columnsNeeded(row: Row): number {
  if (row.kind === "pause") return 0;
  if (row.kind === "note") return Math.min(columnsOf(row.text), 30) + 4;
  const calls = row.kind === "arrival" ? [row.head] : [row.tail ?? "", row.head ?? ""];
  return [row.text, ...calls].reduce((sum, label) => sum + columnsOf(label) + 2, 6);
}

/** Which lifelines wait in which rows. */
function waitingIn(waits: readonly Wait[]): ReadonlyMap<number, number[]> {
  const waiting = new Map<number, number[]>();
  for (const { lifeline, from, to } of waits) {
    for (let row = from + 1; row <= to; row++) waiting.set(row, [...waiting.get(row) ?? [], lifeline]);
  }
  return waiting;
}

function timeText(at: number): string {
  return at.toFixed(3);
}

function heads(lifelines: readonly Lifeline[], layout: Layout): string[] {
  const columns = lifelines.length < 2 ? 40 : layout.gap - 2;
  const titles = lifelines.map(({ name, address }) => [...wrap(name, columns), ...wrap(address, columns)]);
  const height = Math.max(...titles.map(({ length }) => length));
  return Array.from({ length: height }, (_, index) => {
    const line = new Line(layout.width);
    if (index === height - 1) line.put(layout.gutter - 3, "ms");
    titles.forEach((title, lifeline) => {
      const label = title[index - height + title.length] ?? "";
      const half = Math.floor(columnsOf(label) / 2);
      const start = Math.min(layout.columnOf(lifeline) - half, layout.width - columnsOf(label));
      line.put(Math.max(layout.gutter + 1, start), label);
    });
    return line.toString();
  });
}

/** Cuts a text into pieces that are not wider than `columns`. */
function wrap(label: string, columns: number): string[] {
  const pieces: string[] = [];
  let piece = "";
  for (const character of label) {
    if (columnsOf(piece + character) > columns) {
      pieces.push(piece);
      piece = "";
    }
    piece += character;
  }
  return piece === "" ? pieces : [...pieces, piece];
}

function empty(lifelines: readonly Lifeline[], layout: Layout): Line {
  const line = new Line(layout.width);
  lifelines.forEach((_, index) => line.put(layout.columnOf(index), "│"));
  return line;
}

function rowLines(
  row: Row,
  diagram: Diagram,
  layout: Layout,
  index: number,
  waiting: readonly number[] = [],
): string[] {
  const line = empty(diagram.lifelines, layout);
  if (isTimed(row)) line.put(0, timeText(row.at).padStart(layout.gutter - 1));
  if (row.kind === "note") drawNote(line, row, diagram, layout);
  else if (row.kind === "arrow") drawArrow(line, row, layout);
  else if (row.kind === "arrival") drawArrival(line, row, layout);
  waiting.forEach((lifeline) => line.thicken(layout.columnOf(lifeline)));
  return index === 0 ? [empty(diagram.lifelines, layout).toString(), line.toString()] : [line.toString()];
}

/** Beside the lifeline, on the side where the others are. */
function drawNote(line: Line, { lifeline, text }: Note, { lifelines }: Diagram, layout: Layout): void {
  const column = layout.columnOf(lifeline);
  const isLast = lifeline === lifelines.length - 1 && lifeline > 0;
  const label = clip(text, layout.gap - 4);
  line.put(column, isLast ? "┤" : "├");
  line.put(isLast ? column - 1 - columnsOf(label) : column + 2, isLast ? `${label} ` : label);
}

function drawArrow(line: Line, arrow: Arrow, layout: Layout): void {
  const { from, to, tail = "", head = "", text, tag, isLost, isInferred } = arrow;
  const stroke = isInferred ? "┄" : "─";
  new Span(line, layout.columnOf(from), layout.columnOf(to), stroke).draw({
    tail,
    text,
    head: isLost ? "" : tag === undefined ? head : `(${tag})`,
    end: isLost ? "lost" : tag === undefined ? "call" : "open",
  });
}

function drawArrival(line: Line, { from, to, text, head, tag }: Arrival, layout: Layout): void {
  const span = new Span(line, layout.columnOf(from), layout.columnOf(to), "─");
  span.draw({ tail: "", start: `(${tag})`, text, head, end: "call" });
}

interface SpanLabels {
  /** The call at the lifeline where it starts. */
  readonly tail: string;
  /** What stands there instead of a line from the lifeline on. */
  readonly start?: string;
  readonly text: string;
  readonly head: string;
  readonly end: "call" | "open" | "lost";
}

/** The columns between two lifelines, counted from where the arrow starts. */
class Span {
  readonly length: number;

  constructor(readonly line: Line, readonly from: number, readonly to: number, readonly stroke: string) {
    this.length = Math.abs(to - from) - 1;
  }

  /** What does not fit is cut: at first the calls, then the text to what they leave. */
  draw({ start = "", end, ...labels }: SpanLabels): void {
    const all = [labels.tail, start, labels.text, labels.head];
    const isTight = all.reduce((sum, label) => sum + this.#labelled(label), 2) > this.length;
    const [tail, head] = [labels.tail, labels.head].map((call) =>
      isTight ? clip(call, this.length / 2 - 4) : call
    ) as [string, string];
    const isRight = this.to > this.from;
    const before = this.#labelled(tail) + this.#labelled(start);
    const reach = end === "lost" ? Math.floor(this.length * 0.8) : this.length - (end === "open" ? 2 : 0);
    // Where the arrow's head stands.
    const point = end === "lost" ? reach : reach - this.#labelled(head) - 1;
    for (let offset = before; offset < point; offset++) this.#put(offset, this.stroke);
    if (start === "") this.line.put(this.from, isRight ? "├" : "┤");
    if (tail !== "") this.#put(0, ` ${tail} `);
    if (start !== "") this.#put(2, ` ${start} `);
    this.#put(point, end === "lost" ? "✕" : isRight ? "►" : "◄");
    if (head !== "") this.#put(point + 1, ` ${head} `);
    if (end === "call" && head !== "") this.line.put(this.to, isRight ? "┤" : "├");
    const text = clip(labels.text, point - before - 2);
    const middle = Math.floor((before + point - columnsOf(text) - 2) / 2);
    if (text !== "") this.#put(Math.max(before, middle), ` ${text} `);
  }

  #labelled(label: string): number {
    return label === "" ? 0 : columnsOf(label) + 2;
  }

  /** Puts a label at so many columns from the start, whichever way the arrow goes. */
  #put(offset: number, label: string): void {
    const isRight = this.to > this.from;
    this.line.put(isRight ? this.from + 1 + offset : this.from - offset - columnsOf(label), label);
  }
}

const signs: Record<LegendEntry["sign"], string> = { solid: "──►", dashed: "┄┄►", lost: "──✕", wait: " ┃ " };

function legendLines(legend: readonly LegendEntry[], { gutter }: Layout, columns: number): string[] {
  if (legend.length === 0) return [];
  const indent = " ".repeat(gutter);
  return ["", ...legend.flatMap(({ sign, text }) => hanging(`${indent}${signs[sign]} `, text, columns))];
}
