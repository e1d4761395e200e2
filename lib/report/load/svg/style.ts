import { style as diagramStyle } from "../../diagram/svg_style.ts";

/** Colours and letters are those of the diagrams. */
export const style = diagramStyle + [
  ".title{font-size:20px;font-weight:700}",
  ".grid,.base,.asked,.curve{fill:none}",
  ".grid{stroke:var(--life);stroke-opacity:.35}.base{stroke:var(--life);stroke-width:1.5}",
  ".asked{stroke:var(--faint);stroke-width:1.5;stroke-dasharray:7 5}",
  ".curve{stroke-width:2.5;stroke-linejoin:round;stroke-linecap:round}",
  ".latency{stroke:var(--server)}.latency-dot{fill:var(--server)}.rate{stroke:var(--client)}",
].join("");
