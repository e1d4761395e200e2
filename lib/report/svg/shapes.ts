import { escapeXml } from "../xml.ts";
import { type Attributes, element, pixel } from "./element.ts";

export type Point = readonly [x: number, y: number];

export function label([x, y]: Point, text: string, classes: string): string {
  return text === "" ? "" : element("text", { class: classes, x, y }, escapeXml(text));
}

export function line([x1, y1]: Point, [x2, y2]: Point, classes: string, more: Attributes = {}): string {
  return element("line", { class: classes, x1, y1, x2, y2, ...more });
}

/** Each line goes through all its points. */
export function path(lines: readonly (readonly Point[])[], classes: string): string {
  const places = lines.map((points) => `M${points.map((point) => point.map(pixel).join(" ")).join("L")}`);
  return element("path", { class: classes, d: places.join("") });
}

export function circle([cx, cy]: Point, r: number, classes: string): string {
  return element("circle", { class: classes, cx, cy, r });
}
