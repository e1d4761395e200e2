/** Colours with a contrast of 4.5 to 1 and more on either paper (WCAG 2.2, 1.4.3). */
const light = "--paper:#fff;--ink:#1f2328;--faint:#59636e;--life:#8c959f;" +
  "--client:#9a2a97;--client-box:#fdf1fd;--server:#0550ae;--server-box:#eef6ff;--bad:#c01c28;";
const dark = "--paper:#0d1117;--ink:#e6edf3;--faint:#9198a1;--life:#656d76;" +
  "--client:#f0a0ee;--client-box:#2b1a2b;--server:#79c0ff;--server-box:#12243a;--bad:#ff8080;";

/** What a column of the fixed-width font takes at 16 pixels, a little more than most such fonts need. */
export const columnWidth = 9.8;

/** The picture follows its reader's preference by itself. */
export const style = [
  `svg{${light}}`,
  `@media (prefers-color-scheme:dark){svg{${dark}}}`,
  "text{font:16px ui-monospace,SFMono-Regular,Menlo,Consolas,'DejaVu Sans Mono',monospace;fill:var(--ink)}",
  ".paper{fill:var(--paper)}.halo{paint-order:stroke;stroke:var(--paper);stroke-width:5px;stroke-linejoin:round}",
  ".middle{text-anchor:middle}.end{text-anchor:end}",
  ".name,.what{font-weight:700}.time,.faint{fill:var(--faint)}text.bad{fill:var(--bad)}",
  ".client{--side:var(--client);--box:var(--client-box)}.server{--side:var(--server);--box:var(--server-box)}",
  ".box{fill:var(--box);stroke:var(--side);stroke-width:2}.name{fill:var(--side)}",
  ".unrecorded .box{stroke-dasharray:6 4;fill:var(--paper)}",
  ".life{stroke:var(--life);stroke-width:2}.unrecorded .life{stroke-dasharray:2 5}",
  "line.data,line.inferred,line.bad,.cross{stroke-width:2;fill:none}",
  "line.data{stroke:var(--ink)}line.inferred{stroke:var(--faint)}line.bad,.cross{stroke:var(--bad)}",
  ".cross{stroke-width:3}.dashed{stroke-dasharray:7 5}",
  ".data-fill,.dot{fill:var(--ink)}.inferred-fill{fill:var(--faint)}.bad-fill{fill:var(--bad)}",
].join("");
