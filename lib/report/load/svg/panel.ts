/**
 * The parts of load's picture: frames, axes, panels and the curves in them, in pixels, as pieces of SVG.
 * `../svg.ts` puts them together. Nothing here knows where a figure comes from.
 *
 * @module
 */
import { label, line } from "../../svg/shapes.ts";
import { textWidth } from "../../svg/style.ts";
import type { Axis } from "./axis.ts";
import { type Frame, xAt, yAt } from "./frame.ts";

/** What stands around a curve: its title, and a line with a text for each tick of the vertical axis. */
export function drawPanel(frame: Frame, title: string, aside: string, axis: Axis): string {
  const { left, right, top, bottom } = frame;
  return [
    label([left, top - 18], title, "what"),
    label([left + textWidth(title) + 14, top - 18], aside, "faint"),
    ...axis.ticks.map(({ value, text }) => {
      const y = yAt(frame, axis.placeOf(value));
      return (y < bottom ? line([left, y], [right, y], "grid") : "") +
        label([left - 10, y + 5], text, "faint end");
    }),
    line([left, bottom], [right, bottom], "base"),
  ].join("");
}

/** Lines for the ticks of a horizontal axis. */
export function drawTicks(frame: Frame, places: readonly number[]): string {
  const { top, bottom } = frame;
  return places.map((place) => {
    const x = xAt(frame, place);
    return line([x, top], [x, bottom], "grid") + line([x, bottom], [x, bottom + 6], "base");
  }).join("");
}

/** A frame of what there is nothing of, with the reason. */
export function drawEmpty(frame: Frame, title: string, reason: string): string {
  const { left, right, top, bottom } = frame;
  return label([left, top - 18], title, "what") + line([left, bottom], [right, bottom], "base") +
    label([(left + right) / 2, (top + bottom) / 2 + 5], reason, "faint halo middle");
}
