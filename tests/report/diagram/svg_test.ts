import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { XMLParser, XMLValidator } from "fast-xml-parser";
import { diagrams } from "../../../lib/report/diagram/diagrams.ts";
import { pictures } from "../../support/diagrams.ts";
import { pureTest } from "../../support/property.ts";

for (const [name, diagram] of Object.entries(pictures)) {
  pureTest(`svg: ${name} is well-formed XML without scripts, other files or small print`, () => {
    const picture = diagrams.svg(diagram());
    assertEquals(XMLValidator.validate(picture), true);
    const { svg } = new XMLParser({ ignoreAttributes: false }).parse(picture);
    assertEquals(svg["@_role"], "img");
    assertMatch(svg.title["#text"], /^(TCP|UDP)/);
    assertMatch(svg.desc["#text"], /^Lifelines from left to right: /);
    assertNotMatch(picture, /<script|<foreignObject|<image|href=|@import|url\((?!#)|\son\w+=/i);
    // deno-lint-ignore no-control-regex
    assertNotMatch(picture, /[\x00-\x08\x0b-\x1f\ufffe\uffff]/);
    const sizes = [...picture.matchAll(/font(?:-size)?:(\d+)px/g)].map(([, size]) => Number(size));
    assert(sizes.length > 0 && sizes.every((size) => size >= 16));
    assertMatch(picture, /@media \(prefers-color-scheme:dark\)/);
  });
}

pureTest("svg: every coordinate lies within the picture", () => {
  for (const diagram of Object.values(pictures)) {
    const picture = diagrams.svg(diagram());
    const [, width, height] = /viewBox="0 0 (\d+) (\d+)"/.exec(picture)!.map(Number) as [
      number,
      number,
      number,
    ];
    for (
      const [, axis, value] of picture.replace(/<marker.*?<\/marker>/g, "").matchAll(
        / c?([xy])[12]?="([^"]*)"/g,
      )
    ) {
      assert(Number(value) >= 0 && Number(value) <= (axis === "x" ? width : height), `${axis} ${value}`);
    }
  }
});
