import { type Attributes, element } from "../../svg/element.ts";
import { circle, path, type Point } from "../../svg/shapes.ts";

/** Heads of arrows; one for each colour, because not every viewer gives a marker the colour of its line. */
export const markers = ["data", "inferred", "bad"].map((kind) =>
  element("marker", {
    id: `${kind}-head`,
    viewBox: "0 0 12 12",
    refX: 11,
    refY: 6,
    markerWidth: 12,
    markerHeight: 12,
    markerUnits: "userSpaceOnUse",
    orient: "auto",
  }, element("path", { class: `${kind}-fill`, d: "M0 1L12 6L0 11z" }))
).join("");

/** What gives a line its arrow's head. */
export function headed(kind: string): Attributes {
  return { "marker-end": `url(#${kind}-head)` };
}

/** Where a call sent something. */
export function drawDot(place: Point): string {
  return circle(place, 4, "dot");
}

/** Where something was lost. */
export function drawCross([x, y]: Point): string {
  return path([[[x - 7, y - 7], [x + 7, y + 7]], [[x - 7, y + 7], [x + 7, y - 7]]], "bad cross");
}
