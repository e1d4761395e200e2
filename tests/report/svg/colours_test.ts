import { assert, assertEquals, assertLess } from "@std/assert";
import { type Colour, colourStyle, palette } from "../../../lib/report/svg/colours.ts";
import { svg } from "../../../lib/report/diagram/svg.ts";
import { loadEn } from "../../../lib/report/load/en.ts";
import { loadSvg } from "../../../lib/report/load/svg.ts";
import { pictures } from "../../support/diagrams.ts";
import { resultOf } from "../../support/load_result.ts";
import { pureTest } from "../../support/property.ts";
import { onDarkPaper, pixelsOf } from "../../support/raster.ts";

const drawn: Record<string, string> = {
  ...Object.fromEntries(Object.entries(pictures).map(([name, diagram]) => [name, svg(diagram())])),
  "a load": loadSvg(
    resultOf({ setting: { loop: "open", rate: 60 }, stretches: [[1, 2, 9], [3, 4]] }),
    loadEn,
  ),
};

const used: Record<string, readonly Colour[]> = {
  "a connection": ["paper", "ink", "faint", "life", "client", "client-box", "server", "server-box"],
  "lost datagrams": ["paper", "ink", "faint", "life", "client", "client-box", "server", "server-box", "bad"],
  "a load": ["paper", "ink", "faint", "client", "server"],
};

for (const [name, picture] of Object.entries(drawn)) {
  for (const paper of ["light", "dark"] as const) {
    Deno.test(`a program that is no browser draws ${name} in the colours for ${paper} paper`, async () => {
      const pixels = await pixelsOf(paper === "dark" ? onDarkPaper(picture) : picture);
      const known = Object.values(palette).map((on) => inFull(on[paper]));
      const all = pixels.values().reduce((sum, count) => sum + count);
      const others = pixels.entries().filter(([colour]) => !known.includes(colour)).map(([, count]) => count);
      // Heads of slanted arrows are smooth, and the lines of a grid are thin paint.
      assertLess(others.reduce((sum, count) => sum + count, 0), all / 50);
      assertEquals(pixels.get("#000000"), undefined);
      for (const colour of used[name] ?? []) {
        assert(pixels.has(inFull(palette[colour][paper])), colour);
      }
    });
  }
}

pureTest("no picture needs variables or shorthands, and each rule for light paper has one for dark", () => {
  for (const [name, picture] of Object.entries(drawn)) {
    const style = /<style>(.*)<\/style>/.exec(picture)![1]!;
    const [light, dark] = style.split("@media (prefers-color-scheme:dark)") as [string, string];
    assert(!style.includes("var("), name);
    assert(!style.includes("font:"), "resvg draws texts of 12 pixels where the size stands in the shorthand");
    const rules = /(?<=[{}]|^)([^{}]+\{(?:fill|stroke):)#[0-9a-f]+\}/g;
    const named = [light, dark].map((part) =>
      [...part.matchAll(rules)].map(([, rule]) => rule!.replace(":root ", ""))
    );
    assert(named[0]!.length > 5, name);
    assertEquals(named[0], named[1], name);
  }
});

pureTest("colourStyle() writes plain rules, and those for dark paper where nothing else reads them", () => {
  assertEquals(
    colourStyle([[".a", "fill", "ink"]]),
    ".a{fill:#1f2328}@media (prefers-color-scheme:dark){:root .a{fill:#e6edf3}}",
  );
});

/** `#fff` as `#ffffff`. */
function inFull(colour: string): string {
  return colour.length === 4 ? colour.replace(/[0-9a-f]/g, "$&$&") : colour;
}
