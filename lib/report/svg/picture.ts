/**
 * What every picture is built from: elements with their attributes, shapes at points, the colours and letters of
 * all pictures in one table, and the frame with title and description. A picture's own layout stands with its
 * report. Nothing here knows what is drawn.
 *
 * @module
 */
import { escapeXml } from "../xml.ts";
import { type ColourRule, colourStyle } from "./colours.ts";
import { element } from "./element.ts";
import { colours, style } from "./style.ts";

export interface Picture {
  readonly title: string;
  /** The picture in words. */
  readonly description: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
  /** What it needs beside the style of all pictures. */
  readonly style: string;
  readonly colours: readonly ColourRule[];
  readonly elements: readonly string[];
}

/** One picture in one file: light or dark as its reader prefers, without scripts and without other files. */
export function picture({ title, description, width, height, ...parts }: Picture): string {
  const content = [
    "",
    element("title", { id: "title" }, escapeXml(title)),
    element("desc", { id: "description" }, escapeXml(description)),
    element("style", {}, style + parts.style + colourStyle([...colours, ...parts.colours])),
    element("rect", { class: "paper", width, height, rx: 8 }),
    ...parts.elements,
    "",
  ];
  return element("svg", {
    xmlns: "http://www.w3.org/2000/svg",
    width,
    height,
    viewBox: `0 0 ${width} ${height}`,
    role: "img",
    "aria-labelledby": "title description",
  }, content.join("\n"));
}
