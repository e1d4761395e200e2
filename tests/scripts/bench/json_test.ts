import { assertEquals } from "@std/assert";
import type { Goal } from "../../../scripts/bench/goal.ts";
import { tableReport } from "../../../scripts/bench/json.ts";

Deno.test({
  name: "tableReport() has the rows, and says of each goal whether it is reached",
  permissions: "none",
}, () => {
  const atLeast: Goal = { what: "requests, of C", value: 0.6, limit: 0.7, kind: "at least" };
  const atMost: Goal = { what: "memory, of Node", value: 0.6, limit: 1, kind: "at most" };
  const missing: Goal = { what: "requests, of Python", value: undefined, limit: 1, kind: "at least" };
  const measured = [{
    load: "50 connections",
    program: "capsock",
    disturbed: 1,
    figures: { perSecond: { median: 2, min: 1, max: 3, ratio: { median: 0.6, min: 0.5, max: 0.7 } } },
  }];
  const report = tableReport("tcp", "requests", {
    reference: "C",
    measured,
    goals: [atLeast, atMost, missing],
  });
  assertEquals(JSON.parse(JSON.stringify(report)), {
    name: "tcp",
    summary: "requests",
    reference: "C",
    rows: measured,
    goals: [
      { ...atLeast, isReached: false },
      { ...atMost, isReached: true },
      { what: "requests, of Python", limit: 1, kind: "at least" },
    ],
  });
});
