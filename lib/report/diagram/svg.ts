import type { Diagram, LegendEntry, Lifeline, Wait } from "../../recording/diagram/diagram.ts";
import { element } from "../svg/element.ts";
import { picture } from "../svg/picture.ts";
import { line } from "../svg/shapes.ts";
import { drawCross, headed, markers } from "./svg/arrow.ts";
import { clipped } from "./svg/clipped.ts";
import { boxWidth, headHeight, type Layout, layOut, margin } from "./svg/layout.ts";
import { drawRows } from "./svg/rows.ts";
import { colours, style } from "./svg/style.ts";

/** Pixels. */
const barWidth = 8;
const waitGap = 8;

export function svg(diagram: Diagram): string {
  const { title, description, lifelines, legend } = diagram;
  const layout = layOut(diagram);
  const { width, height } = layout;
  const drawn = drawRows(diagram, layout);
  const elements = [
    markers,
    ...lifelines.map((lifeline, index) => drawLifeline(lifeline, layout.xOf(index), layout)),
    ...diagram.waits.map((wait) => drawWait(wait, diagram, layout)),
    ...drawn.map(({ lines }) => lines),
    ...drawn.map(({ texts }) => texts),
    ...legend.map((entry, index) => drawLegend(entry, layout.bottom + 44 + index * 28)),
  ];
  return picture({ title, description, width, height, style, colours, elements });
}

function drawLifeline(lifeline: Lifeline, x: number, { bottom }: Layout): string {
  const { side, isRecorded, name, address } = lifeline;
  const width = boxWidth(lifeline);
  const height = headHeight - 16;
  const nameY = address === "" ? margin + height / 2 + 6 : margin + 26;
  return element(
    "g",
    { class: `${side}${isRecorded ? "" : " unrecorded"}` },
    line([x, margin + height], [x, bottom], "life") +
      element("rect", { class: "box", x: x - width / 2, y: margin, width, height, rx: 6 }) +
      clipped([x, nameY], name, "name middle") + clipped([x, margin + 48], address, "middle"),
  );
}

/** A bar along the lifeline, from below one row to another. */
function drawWait({ lifeline, from, to }: Wait, { lifelines }: Diagram, layout: Layout): string {
  const y = layout.yOf(from) + waitGap;
  const classes = `wait ${lifelines[lifeline]!.side}`;
  return drawBar(layout.xOf(lifeline), y, layout.yOf(to) - y, classes);
}

function drawBar(x: number, y: number, height: number, classes: string): string {
  return element("rect", { class: classes, x: x - barWidth / 2, y, width: barWidth, height });
}

function drawLegend({ sign, text }: LegendEntry, y: number): string {
  if (sign === "wait") {
    return drawBar(margin + 28, y - 10, 20, "wait") + clipped([margin + 72, y + 5], text, "faint");
  }
  const kind = sign === "solid" ? "data" : sign === "dashed" ? "inferred" : "bad";
  const classes = kind + (sign === "dashed" ? " dashed" : "");
  return line([margin, y], [margin + 56, y], classes, sign === "lost" ? {} : headed(kind)) +
    (sign === "lost" ? drawCross([margin + 50, y]) : "") + clipped([margin + 72, y + 5], text, "faint");
}
