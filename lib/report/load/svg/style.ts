import { colour } from "../../svg/colours.ts";

/** Axes and curves. */
export const style = [
  ".title{font-size:20px;font-weight:700}",
  ".grid,.base,.asked,.curve{fill:none}",
  `.grid{stroke:${colour("life")};stroke-opacity:.35}.base{stroke:${colour("life")};stroke-width:1.5}`,
  `.asked{stroke:${colour("faint")};stroke-width:1.5;stroke-dasharray:7 5}`,
  ".curve{stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}",
  `.latency{stroke:${colour("server")}}.latency-dot{fill:${colour("server")}}.rate{stroke:${
    colour("client")
  }}`,
].join("");
