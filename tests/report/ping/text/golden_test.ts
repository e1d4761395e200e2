import { languages } from "../../../../lib/base/text.ts";
import { summaryLines } from "../../../../lib/report/ping/text.ts";
import { pingWords } from "../../../../lib/report/ping/words.ts";
import { assertGolden, screenWidths } from "../../../support/golden.ts";
import { summary } from "../../../support/ping_summary.ts";

for (const language of languages) {
  for (const columns of screenWidths) {
    Deno.test(`the summary of a ping is a screen of ${columns} columns (${language})`, async () => {
      const lines = summaryLines(summary, true, await pingWords(language), columns);
      await assertGolden(`ping.${language}.${columns}`, `${lines.join("\n")}\n`, columns);
    });
  }
}
