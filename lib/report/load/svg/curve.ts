import { circle, path, type Point } from "../../svg/shapes.ts";

/** A line through points; without those in the middle of level stretches, of which there may be hundreds. */
export function curve(points: readonly Point[], kind: string): string {
  const kept = points.filter(([, y], index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    return before === undefined || after === undefined || before[1] !== y || after[1] !== y;
  });
  return path([kept], `curve ${kind}`);
}

/** Marks one place of a curve. */
export function dot(place: Point): string {
  return circle(place, 4.5, "latency-dot");
}
