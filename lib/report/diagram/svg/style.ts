import { colour } from "../../svg/colours.ts";

/** Lifelines and arrows. */
export const style = [
  `.client{--side:${colour("client")};--box:${colour("client-box")}}`,
  `.server{--side:${colour("server")};--box:${colour("server-box")}}`,
  ".box{fill:var(--box);stroke:var(--side);stroke-width:2}.name{fill:var(--side)}",
  `.unrecorded .box{stroke-dasharray:6 4;fill:${colour("paper")}}`,
  `.life{stroke:${colour("life")};stroke-width:2}.unrecorded .life{stroke-dasharray:2 5}`,
  "line.data,line.inferred,line.bad,.cross{stroke-width:2;fill:none}",
  `line.data{stroke:${colour("ink")}}line.inferred{stroke:${colour("faint")}}`,
  `line.bad,.cross{stroke:${colour("bad")}}.cross{stroke-width:3}.dashed{stroke-dasharray:7 5}`,
  `.data-fill,.dot{fill:${colour("ink")}}.inferred-fill{fill:${colour("faint")}}.bad-fill{fill:${
    colour("bad")
  }}`,
].join("");
