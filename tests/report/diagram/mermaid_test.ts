import { assert, assertEquals, assertMatch, assertNotMatch } from "@std/assert";
import { diagrams } from "../../../lib/report/diagram/diagrams.ts";
import { diagramOf, hostileDiagram, recordLosses } from "../../support/diagrams.ts";
import { pureTest } from "../../support/property.ts";
import { recordHello } from "../../support/recorder.ts";

pureTest("mermaid: inferred arrows are dashed, lost ones end in a cross", () => {
  const { server, client } = recordHello(500);
  assertEquals(
    diagrams.mermaid(diagramOf(server, client)),
    [
      "sequenceDiagram",
      "  accTitle: TCP: a client and a server",
      "  participant P1 as client #35;1<br/>127.0.0.1:52144",
      "  participant P2 as server #35;1, #35;2<br/>127.0.0.1:10825",
      "  Note over P2: listen #35;1",
      "  activate P2",
      "  P1-->>P2: connect → SYN",
      "  activate P1",
      "  P2-->>P1: SYN+ACK",
      "  deactivate P1",
      "  P1-->>P2: ACK → accept #35;1 → #35;2",
      "  deactivate P2",
      "  activate P2",
      "  P1->>P2: send → 5 bytes → recv #35;2",
      "  deactivate P2",
      "  activate P1",
      "  P2->>P1: send #35;2 → 5 bytes → recv",
      "  deactivate P1",
      "  activate P2",
      "  P1-->>P2: close → FIN → recv #35;2 = 0",
      "  deactivate P2",
      "  Note over P2: close #35;2",
      "  Note over P2: close #35;1",
      "  Note over P1,P2: dashed: inferred from the calls",
    ].join("\n"),
  );
  assertMatch(diagrams.mermaid(diagramOf(...recordLosses())), /^ {2}P1-xP2: sendto → 40 bytes, lost$/m);
});

pureTest("mermaid: hostile text stays text", () => {
  const lines = diagrams.mermaid(hostileDiagram()).split("\n");
  const shapes = [
    /^sequenceDiagram$/,
    /^ {2}accTitle: /,
    /^ {2}participant P\d as /,
    /^ {2}Note over P\d(,P\d)?: /,
    /^ {2}(?:de)?activate P\d$/,
    /^ {2}P\d(->>|-->>|-x)P\d: /,
  ];
  for (const line of lines) {
    assert(shapes.some((shape) => shape.test(line)), line);
    const text = line.replace(shapes.find((shape) => shape.test(line))!, "").replaceAll("<br/>", "");
    assertNotMatch(text.replace(/#\d+;/g, ""), /[#;<>&"'`%\\{}]/);
  }
});

pureTest("text: hostile text brings no control characters and no line too many", () => {
  const diagram = hostileDiagram();
  const picture = diagrams.text(diagram);
  // deno-lint-ignore no-control-regex
  assertNotMatch(picture, /[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]/);
});
