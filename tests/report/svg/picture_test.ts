import { assert, assertEquals } from "@std/assert";
import { XMLValidator } from "fast-xml-parser";
import { picture } from "../../../lib/report/svg/picture.ts";
import { pureTest } from "../../support/property.ts";

const written = picture({
  title: "<1>",
  description: "one & two",
  width: 100,
  height: 50,
  style: ".x{fill:none}",
  elements: ["<g/>"],
});

pureTest("a picture says what it shows, and lies on its own paper", () => {
  assertEquals(XMLValidator.validate(written), true);
  for (
    const part of [
      'width="100" height="50" viewBox="0 0 100 50" role="img" aria-labelledby="title description"',
      '<title id="title">&lt;1&gt;</title>\n<desc id="description">one &amp; two</desc>',
      '<rect class="paper" width="100" height="50" rx="8"/>\n<g/>\n</svg>',
    ]
  ) assert(written.includes(part), part);
});

pureTest(
  "every colour that a style names stands in the table, once for light paper and once for dark",
  () => {
    const style = /<style>(.*)<\/style>/.exec(written)![1]!;
    const named = [...style.matchAll(/var\((--[a-z-]+)\)/g)].map(([, name]) => name!);
    assert(named.length > 3);
    for (const name of named) assertEquals(style.split(`${name}:#`).length - 1, 2, name);
  },
);
