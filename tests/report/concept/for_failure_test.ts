import { assert, assertEquals } from "@std/assert";
import { failureKinds } from "../../../lib/protocol/failure_kind.ts";
import { conceptNames } from "../../../lib/report/concept/concepts.ts";
import { conceptFor } from "../../../lib/report/concept/for_failure.ts";

Deno.test("conceptFor() names a page for every failure of a socket", { permissions: "none" }, () => {
  const without = failureKinds.filter((kind) => conceptFor(kind) === undefined);
  assertEquals(without, ["denied", "output", "other"]);
  for (const kind of failureKinds) {
    const name = conceptFor(kind);
    assert(name === undefined || conceptNames.includes(name), kind);
  }
});

Deno.test(
  "conceptFor() gives a failure the page of its own name where there is one",
  { permissions: "none" },
  () => {
    for (const kind of failureKinds) {
      if (conceptNames.some((name) => name === kind)) assertEquals(conceptFor(kind), kind);
    }
  },
);
