import type { Latencies } from "../../../measure/latencies.ts";
import { label, type Point } from "../../svg/shapes.ts";
import { textWidth } from "../../svg/style.ts";
import type { LoadWords } from "../en.ts";
import { type Axis, latencyAxis } from "./axis.ts";
import { curve, dot } from "./curve.ts";
import { type Frame, xAt, yAt } from "./frame.ts";
import { drawEmpty, drawPanel, drawTicks } from "./panel.ts";

/** What the texts below the panel take. */
export const latencyPanelFoot = 82;

const narrowestGap = 8;

interface Mark {
  readonly percent: string;
  readonly value: string;
  /** From 0 to 1. */
  readonly place: number;
}

/**
 * How long the slowest of so many took. Each step to the right is a tenth of the messages before: 90 %, 99 %,
 * 99.9 %; as far as there are messages, of which the last is the maximum.
 */
export function drawLatencyPanel(frame: Frame, latency: Latencies, words: LoadWords): string {
  const { percentiles: title, percentile, logarithmic, nothing } = words.picture;
  const { left, right, bottom } = frame;
  if (latency.count === 0) return drawEmpty(frame, title, nothing);
  const decades = Math.max(1, Math.log10(latency.count));
  const axis = latencyAxis(latency.percentileMs(0), latency.maxMs, 8);
  const marks = marksOf(latency, axis, decades);
  return [
    drawPanel(frame, title, axis.isLogarithmic ? logarithmic : "", axis),
    drawMaximum(frame, words.max(axis.textOf(latency.maxMs))),
    drawTicks(frame, marks.map(({ place }) => place)),
    ...readable(marks, frame).map(({ percent, value, place }) =>
      label([xAt(frame, place), bottom + 24], percent, "faint middle") +
      label([xAt(frame, place), bottom + 46], value, "middle")
    ),
    label([(left + right) / 2, bottom + 72], percentile(latency.count), "faint middle"),
    drawCurve(frame, latency, decades, (ms) => yAt(frame, axis.placeOf(ms))),
  ].join("");
}

function drawCurve(frame: Frame, latency: Latencies, decades: number, yOf: (ms: number) => number): string {
  const last = Math.round((frame.right - frame.left) * (Math.log10(latency.count) / decades));
  const points = Array.from({ length: last + 1 }, (_, index): Point => {
    const x = frame.left + index;
    const decade = (index / (frame.right - frame.left)) * decades;
    return [x, yOf(index === last ? latency.maxMs : latency.percentileMs(100 * (1 - 10 ** -decade)))];
  });
  return curve(points, "latency") + dot(points.at(-1)!);
}

/** The name of the dot at the end of the curve, where no curve is. */
function drawMaximum({ right, top }: Frame, text: string): string {
  return dot([right - textWidth(text) - 12, top - 23]) + label([right, top - 18], text, "end");
}

/** 0, 50, 90, 99, 99.9 … as far as there are messages. */
function marksOf(latency: Latencies, axis: Axis, decades: number): Mark[] {
  const nines = Array.from({ length: Math.floor(Math.log10(latency.count) + 1e-9) }, (_, index) => index + 1);
  const percents = [
    ["0", 0],
    ["50", Math.log10(2)],
    ...nines.map((nine) => [percentText(nine), nine]),
  ] as const;
  return (percents as readonly (readonly [string, number])[])
    .filter(([, decade]) => decade === 0 || 10 ** decade <= latency.count * (1 + 1e-9))
    .map(([percent, decade]) => ({
      percent,
      value: axis.textOf(latency.percentileMs(Number(percent))),
      place: decade / decades,
    }));
}

/** `90`, `99`, `99.9`. */
function percentText(nines: number): string {
  return nines === 1 ? "90" : `99${nines > 2 ? `.${"9".repeat(nines - 2)}` : ""}`;
}

/** Those of which the texts do not touch: the median before the minimum, 99 before its neighbours. */
function readable(marks: readonly Mark[], frame: Frame): Mark[] {
  const order = ["50", "99", "90", "99.9", "99.99", "0"];
  const rank = ({ percent }: Mark): number => {
    const index = order.indexOf(percent);
    return index === -1 ? order.length + percent.length : index;
  };
  const shown: Mark[] = [];
  for (const mark of marks.toSorted((a, b) => rank(a) - rank(b))) {
    const isApart = (other: Mark): boolean =>
      Math.abs(xAt(frame, mark.place) - xAt(frame, other.place)) >
        (widthOf(mark) + widthOf(other)) / 2 + narrowestGap;
    if (shown.every(isApart)) shown.push(mark);
  }
  return shown;
}

function widthOf({ percent, value }: Mark): number {
  return Math.max(textWidth(percent), textWidth(value));
}
