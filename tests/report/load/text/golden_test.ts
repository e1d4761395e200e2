import { languages } from "../../../../lib/base/text.ts";
import type { LoadResult } from "../../../../lib/measure/load/result.ts";
import { loadText } from "../../../../lib/report/load/text.ts";
import { loadWords } from "../../../../lib/report/load/words.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { latenciesOf, resultOf } from "../../../support/load_result.ts";

const results: Record<string, LoadResult> = {
  "load": resultOf({ stretches: [[0.5, 0.5, 0.6], [0.7, 4]] }),
  "load-schedule": resultOf({
    setting: { transport: "udp" },
    stretches: [[0.4, 0.5, 0.6], [0.5, 9]],
    counts: {
      sent: 20_000,
      lost: 12,
      lostPossiblyHere: 3,
      late: 3,
      duplicates: 1,
      heldUp: 7,
      unsent: 400,
      heldByWindow: 8,
    },
    errors: { refused: 2 },
    late: latenciesOf(0.25, 7.5),
    limitedBy: "generator-schedule",
    threads: 2,
    wasStopped: true,
  }),
};

for (const language of languages) {
  for (const columns of screenWidths) {
    for (const [name, result] of Object.entries(results)) {
      Deno.test(`the result of ${name} is a screen of ${columns} columns (${language})`, async () => {
        const text = loadText(result, await loadWords(language), columns);
        await assertGolden(`${name}.${language}.${columns}`, `${text}\n`, columns);
      });
    }
  }
}
