import { assert, assertEquals } from "@std/assert";
import { columnsOf } from "../../../lib/report/columns.ts";
import { pingEn } from "../../../lib/report/ping/en.ts";
import { histogramLines } from "../../../lib/report/ping/histogram.ts";
import { pingKo } from "../../../lib/report/ping/ko.ts";
import { summary } from "../../support/ping_summary.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a histogram draws what is there, and a tail however short", () => {
  assertEquals(histogramLines(summary.histogram, pingEn, 80), [
    `    0.08 – 0.10 ms  ${"#".repeat(44)} 11,000`,
    "    0.10 – 0.12 ms  0",
    "  0.12 ms and more  #### 999",
  ]);
});

pureTest("a histogram stays aligned in Korean", () => {
  assertEquals(histogramLines(summary.histogram, pingKo, 80), [
    `  0.08 – 0.10 ms  ${"#".repeat(44)} 11,000`,
    "  0.10 – 0.12 ms  0",
    "    0.12 ms 이상  #### 999",
  ]);
});

pureTest("the bars of a histogram become shorter on a narrow screen, and stay", () => {
  const lines = histogramLines(summary.histogram, pingEn, 40);
  assertEquals(lines, [
    `    0.08 – 0.10 ms  ${"#".repeat(13)} 11,000`,
    "    0.10 – 0.12 ms  0",
    "  0.12 ms and more  # 999",
  ]);
  assert(lines.every((line) => columnsOf(line) <= 40));
  assertEquals(histogramLines(summary.histogram, pingEn, 10)[0], "    0.08 – 0.10 ms  # 11,000");
});
