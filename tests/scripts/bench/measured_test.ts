import { assertEquals } from "@std/assert";
import { measuredOf } from "../../../scripts/bench/measured.ts";

Deno.test({
  name: "measuredOf() compares each program with the reference, round by round",
  permissions: "none",
}, () => {
  const rounds = new Map([
    ["C", [{ perSecond: 100 }, { perSecond: 200 }]],
    ["capsock", [{ perSecond: 90 }, { perSecond: 100 }]],
  ]);
  assertEquals(measuredOf("50 connections", "C", rounds), [
    { load: "50 connections", program: "C", figures: { perSecond: { median: 150, min: 100, max: 200 } } },
    {
      load: "50 connections",
      program: "capsock",
      figures: {
        perSecond: { median: 95, min: 90, max: 100, ratio: { median: 0.7, min: 0.5, max: 0.9 } },
      },
    },
  ]);
});

Deno.test(
  { name: "measuredOf() compares a program with that of the other executable", permissions: "none" },
  () => {
    const rounds = new Map([
      ["capsock --workers 2", [{ perSecond: 30 }, { perSecond: 50 }]],
      ["other capsock --workers 2", [{ perSecond: 20 }, { perSecond: 50 }]],
    ]);
    const [one, other] = measuredOf("50 connections", "C", rounds);
    assertEquals(one!.figures.perSecond!.against, { median: 1.25, min: 1, max: 1.5 });
    assertEquals(other!.figures.perSecond, { median: 35, min: 20, max: 50 });
  },
);

Deno.test({ name: "measuredOf() counts disturbed rounds where they are known", permissions: "none" }, () => {
  const rounds = new Map<string, Record<string, number>[]>([
    ["C", [{ stolen: 0.005, lost: 0 }, { stolen: 0.2, lost: 0 }, { stolen: 0.02, lost: 1 }]],
    ["capsock", [{ lost: 0 }, { lost: 0 }, { lost: 0 }]],
  ]);
  const [c, capsock] = measuredOf("", "C", rounds);
  assertEquals(c!.disturbed, 2);
  assertEquals(Object.hasOwn(capsock!, "disturbed"), false);
  assertEquals(Object.keys(c!.figures), ["lost"]);
});

Deno.test(
  { name: "measuredOf() leaves out a figure that no round was long enough for", permissions: "none" },
  () => {
    const rounds = new Map([["C", [{ perSecond: NaN, lost: 1 }]], ["capsock", [{ perSecond: 3, lost: 2 }]]]);
    const [c, capsock] = measuredOf("", "C", rounds);
    assertEquals(Object.keys(c!.figures), ["lost"]);
    assertEquals(capsock!.figures.perSecond, { median: 3, min: 3, max: 3 });
  },
);
