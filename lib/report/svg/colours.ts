/**
 * The colours of all pictures, each on light paper and on dark. Those of texts and lines have a contrast of 4.5
 * to 1 and more on either paper (WCAG 2.2, 1.4.3); `life` alone, of which there are only lines, has 3 to 1 (1.4.11).
 */
export const palette = {
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

export type Colour = keyof typeof palette;

/** What of an element has which colour: selector, property, colour. Of rules for one element the last one counts. */
export type ColourRule = readonly [selector: string, property: "fill" | "stroke", colour: Colour];

/**
 * Writes rules of style: plain colours for light paper, which every viewer understands, and over them those for
 * dark paper, where a reader prefers that. Slide programs and mail know no `var()`, and some take what stands in
 * a media query for plain rules: `:root`, which those do not know either, keeps them from the dark ones.
 */
export function colourStyle(rules: readonly ColourRule[]): string {
  return `${written(rules, "light", "")}@media (prefers-color-scheme:dark){${
    written(rules, "dark", ":root ")
  }}`;
}

function written(rules: readonly ColourRule[], paper: "light" | "dark", root: string): string {
  return rules.map(([selector, property, colour]) =>
    `${root}${selector}{${property}:${palette[colour][paper]}}`
  )
    .join("");
}
