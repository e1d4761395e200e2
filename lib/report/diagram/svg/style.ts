import type { ColourRule } from "../../svg/colours.ts";

/** Lifelines and arrows. */
export const style = [
  ".box,.life,.wait{stroke-width:2}.unrecorded .box{stroke-dasharray:6 4}.unrecorded .life{stroke-dasharray:2 5}",
  "line.data,line.inferred,line.bad,.cross{stroke-width:2;fill:none}.cross{stroke-width:3}",
  ".dashed{stroke-dasharray:7 5}",
].join("");

export const colours: readonly ColourRule[] = [
  ...(["client", "server"] as const).flatMap((side): ColourRule[] => [
    [`.${side} .box`, "stroke", side],
    [`.${side} .box`, "fill", `${side}-box`],
    [`.${side} .name`, "fill", side],
  ]),
  [".unrecorded .box", "fill", "paper"],
  [".life", "stroke", "life"],
  [".wait", "fill", "paper"],
  [".wait", "stroke", "ink"],
  [".wait.client", "stroke", "client"],
  [".wait.server", "stroke", "server"],
  ["line.data", "stroke", "ink"],
  ["line.inferred", "stroke", "faint"],
  ["line.bad", "stroke", "bad"],
  [".cross", "stroke", "bad"],
  [".data-fill", "fill", "ink"],
  [".dot", "fill", "ink"],
  [".inferred-fill", "fill", "faint"],
  [".bad-fill", "fill", "bad"],
];
