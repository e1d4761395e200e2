import type { LoadResult } from "../../../measure/load/result.ts";
import { label, line, type Point } from "../../svg/shapes.ts";
import type { LoadWords } from "../en.ts";
import { rateText } from "../units.ts";
import { type Axis, latencyAxis, rateAxis, timeAxis } from "./axis.ts";
import { curve } from "./curve.ts";
import { type Frame, xAt, yAt } from "./frame.ts";
import { drawEmpty, drawPanel, drawTicks } from "./panel.ts";
import { type Interval, timeline } from "./timeline.ts";

/** What the texts below the lower panel take. */
export const timePanelFoot = 60;

const mostTicks = 5;
const mostTimes = 8;

/** The rate over time, and below it the 99th percentile, each with an axis of its own. */
export function drawTimePanels(upper: Frame, lower: Frame, result: LoadResult, words: LoadWords): string {
  const spans = timeline(result);
  const { axis, unit } = timeAxis(result.durationMs, mostTimes);
  const { left, right, bottom } = lower;
  const times = axis.ticks.map(({ value }) => axis.placeOf(value));
  return [
    drawTicks(upper, times),
    drawRates(upper, spans, axis, result, words),
    drawTicks(lower, times),
    drawLatencies(lower, spans, axis, words),
    ...axis.ticks.map(({ value, text }) =>
      label([xAt(lower, axis.placeOf(value)), bottom + 24], text, "faint middle")
    ),
    label([(left + right) / 2, bottom + 50], words.picture.time(unit), "faint middle"),
  ].join("");
}

function drawRates(
  frame: Frame,
  spans: readonly Interval[],
  time: Axis,
  { setting }: LoadResult,
  { picture }: LoadWords,
): string {
  const asked = setting.loop === "open" ? setting.rate : 0;
  const highest = spans.reduce((most, { messagesPerSecond }) => Math.max(most, messagesPerSecond), asked);
  const axis = rateAxis(highest, mostTicks);
  const aside = asked === 0 ? "" : picture.dashed(rateText(asked));
  const askedY = yAt(frame, axis.placeOf(asked));
  return drawPanel(frame, picture.rates, aside, axis) +
    (asked === 0 ? "" : line([frame.left, askedY], [frame.right, askedY], "asked")) +
    drawSteps(frame, spans, time, ({ messagesPerSecond }) => axis.placeOf(messagesPerSecond), "rate");
}

function drawLatencies(
  frame: Frame,
  spans: readonly Interval[],
  time: Axis,
  { picture: { p99: title, logarithmic, nothing } }: LoadWords,
): string {
  const all = spans.flatMap(({ p99Ms }) => p99Ms ?? []);
  if (all.length === 0) return drawEmpty(frame, title, nothing);
  const [lowest, highest] = [Math.min(...all), Math.max(...all)];
  const axis = latencyAxis(lowest, highest, mostTicks);
  return drawPanel(frame, title, axis.isLogarithmic ? logarithmic : "", axis) +
    drawSteps(
      frame,
      spans,
      time,
      ({ p99Ms }) => p99Ms === undefined ? undefined : axis.placeOf(p99Ms),
      "latency",
    );
}

/** A level line for each span, joined to the next; broken where there is nothing to show. */
function drawSteps(
  frame: Frame,
  spans: readonly Interval[],
  time: Axis,
  placeOf: (span: Interval) => number | undefined,
  kind: string,
): string {
  const lines: Point[][] = [[]];
  for (const span of spans) {
    const place = placeOf(span);
    if (place === undefined) {
      lines.push([]);
      continue;
    }
    const y = yAt(frame, place);
    lines.at(-1)!.push([xAt(frame, time.placeOf(span.fromMs)), y], [xAt(frame, time.placeOf(span.toMs)), y]);
  }
  return lines.filter(({ length }) => length > 0).map((points) => curve(points, kind)).join("");
}
