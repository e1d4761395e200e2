import { assertEquals } from "@std/assert";
import { figureLines, layoutFor, percent } from "../../lib/report/figures.ts";
import { pureTest } from "../support/property.ts";

pureTest("labels stand in a column that has room for the widest of them", () => {
  assertEquals(layoutFor({ one: "RTT", two: "probes" }, 80), { left: 10, columns: 80 });
  assertEquals(layoutFor({ one: "왕복 시간(RTT)" }, 60), { left: 15, columns: 60 });
});

pureTest("figures break between each other, and at words where one is longer than a line", () => {
  const layout = { left: 10, columns: 30 };
  assertEquals(figureLines("지연", ["p50 1 ms", "p75 2 ms", "p90 3 ms"], layout), [
    "지연      p50 1 ms, p75 2 ms,",
    "          p90 3 ms",
  ]);
  assertEquals(figureLines("lost", ["12 of 20", "some of them in a buffer, which was full", "3"], layout), [
    "lost      12 of 20,",
    "          some of them in a",
    "          buffer, which was",
    "          full, 3",
  ]);
  assertEquals(figureLines("load", [`TCP to ${"x".repeat(30)}`, "3"], layout), [
    `load      TCP to ${"x".repeat(12)}…`,
    "          3",
  ]);
  assertEquals(figureLines("errors", [], layout), []);
});

pureTest("nothing is 0 %, and nothing else is; all is 100 %, and nothing less", () => {
  assertEquals([0, 0.001, 0.01, 12.345, 99.999, 100].map(percent), [
    "0 %",
    "< 0.01 %",
    "0.01 %",
    "12.35 %",
    "99.99 %",
    "100 %",
  ]);
});
