import { languages } from "../../../../lib/base/text.ts";
import { text } from "../../../../lib/report/diagram/text.ts";
import { diagramIn, recordLosses } from "../../../support/diagrams.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { recordHello } from "../../../support/recorder.ts";

const recorded = { tcp: Object.values(recordHello(500)), udp: recordLosses() };

for (const [transport, recorders] of Object.entries(recorded)) {
  for (const language of languages) {
    for (const columns of screenWidths) {
      Deno.test(`a diagram of ${transport} on ${columns} columns, ${language}`, async () => {
        const picture = text(diagramIn(language, ...recorders), columns);
        await assertGolden(`diagram-${transport}.${language}.${columns}`, `${picture}\n`, columns);
      });
    }
  }
}
