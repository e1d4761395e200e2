import { assertEquals } from "@std/assert";
import { circle, label, line, path } from "../../../lib/report/svg/shapes.ts";
import { pureTest } from "../../support/property.ts";

pureTest("shapes are placed to a tenth of a pixel", () => {
  assertEquals(circle([1 / 3, 0.1 + 0.2], 4.5, "dot"), '<circle class="dot" cx="0.3" cy="0.3" r="4.5"/>');
  assertEquals(line([0, 0.04], [10, 1e-9], "grid"), '<line class="grid" x1="0" y1="0" x2="10" y2="0"/>');
  assertEquals(
    path([[[0, 0], [2, 2]], [[0, 2], [2, 0]]], "cross"),
    '<path class="cross" d="M0 0L2 2M0 2L2 0"/>',
  );
});

pureTest("label() keeps a text from being anything else, and draws none where there is none", () => {
  assertEquals(
    label([1, 2], '<a b="c">&\x00', "x"),
    '<text class="x" x="1" y="2">&lt;a b=&quot;c&quot;&gt;&amp;\ufffd</text>',
  );
  assertEquals(label([1, 2], "", "x"), "");
});

pureTest("an attribute that is not there is left out, and what is in one cannot leave it", () => {
  assertEquals(
    line([0, 0], [1, 1], 'a"><script>', { id: undefined, "marker-end": "url(#a)" }),
    '<line class="a&quot;&gt;&lt;script&gt;" x1="0" y1="0" x2="1" y2="1" marker-end="url(#a)"/>',
  );
});
