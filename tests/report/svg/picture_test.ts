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
  colours: [],
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
