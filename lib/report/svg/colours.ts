/**
 * The colours of all pictures, each on light paper and on dark. Those of texts and lines have a contrast of 4.5
 * to 1 and more on either paper (WCAG 2.2, 1.4.3); `life` alone, of which there are only lines, has 3 to 1 (1.4.11).
 */
const colours = {
  paper: { light: "#fff", dark: "#0d1117" },
  ink: { light: "#1f2328", dark: "#e6edf3" },
  faint: { light: "#59636e", dark: "#9198a1" },
  life: { light: "#8c959f", dark: "#656d76" },
  client: { light: "#9a2a97", dark: "#f0a0ee" },
  "client-box": { light: "#fdf1fd", dark: "#2b1a2b" },
  server: { light: "#0550ae", dark: "#79c0ff" },
  "server-box": { light: "#eef6ff", dark: "#12243a" },
  bad: { light: "#c01c28", dark: "#ff8080" },
};

export type Colour = keyof typeof colours;

/** A colour as a rule of style names it. */
export function colour(name: Colour): string {
  return `var(--${name})`;
}

/** Gives the names their colours: a picture follows its reader's preference by itself. */
export const colourRules = `svg{${declared("light")}}@media (prefers-color-scheme:dark){svg{${
  declared("dark")
}}}`;

function declared(paper: "light" | "dark"): string {
  return Object.entries(colours).map(([name, on]) => `--${name}:${on[paper]};`).join("");
}
