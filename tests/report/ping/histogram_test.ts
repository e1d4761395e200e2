import { assertEquals } from "@std/assert";
import { histogramLines } from "../../../lib/report/ping/histogram.ts";
import { summary } from "../../support/ping_summary.ts";
import { pureTest } from "../../support/property.ts";

pureTest("a histogram draws what is there, and a tail however short", () => {
  assertEquals(histogramLines(summary.histogram), [
    `    0.08 – 0.10 ms  ${"#".repeat(44)} 11,000`,
    "    0.10 – 0.12 ms  0",
    "  0.12 ms and more  #### 999",
  ]);
});
