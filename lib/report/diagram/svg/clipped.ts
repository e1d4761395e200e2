import { clip } from "../../clip.ts";
import { label, type Point } from "../../svg/shapes.ts";
import { columnWidth, textWidth } from "../../svg/style.ts";

/** Columns of the longest address, an IPv6 one with its port; longer texts are cut. */
const longestText = 47;

export function clippedWidth(text: string): number {
  return Math.min(textWidth(text), longestText * columnWidth);
}

export function clipped(at: Point, text: string, classes: string): string {
  return label(at, clip(text, longestText), classes);
}
