import type { ColourRule } from "../../svg/colours.ts";

/** Axes and curves. */
export const style = [
  ".title{font-size:20px;font-weight:700}",
  ".grid,.base,.asked,.curve{fill:none}",
  ".grid{stroke-opacity:.35}.base,.asked{stroke-width:1.5}.asked{stroke-dasharray:7 5}",
  ".curve{stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}",
].join("");

export const colours: readonly ColourRule[] = [
  [".grid", "stroke", "life"],
  [".base", "stroke", "life"],
  [".asked", "stroke", "faint"],
  [".latency", "stroke", "server"],
  [".latency-dot", "fill", "server"],
  [".rate", "stroke", "client"],
];
