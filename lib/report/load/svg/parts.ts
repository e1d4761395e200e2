import { columnsOf } from "../../columns.ts";
import { columnWidth } from "../../diagram/svg_style.ts";
import { escapeXml } from "../../xml.ts";

/** Where something is drawn, in pixels. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function textWidth(text: string): number {
  return columnsOf(text) * columnWidth;
}

export function label(x: number, y: number, text: string, classes: string): string {
  return `<text class="${classes}" x="${pixel(x)}" y="${pixel(y)}">${escapeXml(text)}</text>`;
}

export function line(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<path class="${classes}" d="M${pixel(x1)} ${pixel(y1)}L${pixel(x2)} ${pixel(y2)}"/>`;
}

/** Marks one place of a curve. */
export function dot(x: number, y: number): string {
  return `<circle class="latency-dot" cx="${pixel(x)}" cy="${pixel(y)}" r="4.5"/>`;
}

export type Point = readonly [x: number, y: number];

/** A line through points; without those in the middle of level stretches, of which there may be hundreds. */
export function curve(points: readonly Point[], classes: string): string {
  const kept = points.filter(([, y], index) => {
    const [before, after] = [points[index - 1], points[index + 1]];
    return before === undefined || after === undefined || before[1] !== y || after[1] !== y;
  });
  const path = kept.map(([x, y]) => `${pixel(x)} ${pixel(y)}`).join("L");
  return `<path class="${classes}" d="M${path}"/>`;
}

/** To a tenth of a pixel. */
function pixel(value: number): number {
  return Number(value.toFixed(1));
}

/** Where a part of an axis from the bottom of a frame is. */
export function yAt({ top, bottom }: Frame, place: number): number {
  return bottom - place * (bottom - top);
}

export function xAt({ left, right }: Frame, place: number): number {
  return left + place * (right - left);
}
