import { assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { upperCase } from "../../lib/protocol/service/upper.ts";
import { decodeProbe, encodeProbe, newRun } from "../../lib/protocol/probe.ts";
import { propertyTest, pureTest } from "../support/property.ts";

propertyTest("a probe comes back unchanged from an upper and from an echo service", 200, (random) => {
  const probe = { run: newRun(random), number: Math.floor(random() * 1e9) };
  const bytes = encodeProbe(probe, Math.floor(random() * 2000));
  assertEquals(upperCase(bytes), bytes);
  assertEquals(decodeProbe(bytes), probe);
});

pureTest("encodeProbe() has the size that is asked for where its words fit in", () => {
  assertEquals(encodeProbe({ run: "A", number: 1 }, 64).length, 64);
  assertEquals(encodeProbe({ run: "A", number: 1 }, 3).length, "CAPSOCK-PROBE A 1 ".length);
});

propertyTest("two runs have different names of eight letters and digits", 20, (random) => {
  const [first, second] = [newRun(random), newRun(random)];
  assertMatch(first, /^[A-Z2-9]{8}$/);
  assertNotEquals(first, second);
});

pureTest("decodeProbe() takes nothing else for a probe", () => {
  for (
    const text of ["", "CAPSOCK-PROBE", "CAPSOCK-PROBE A x ", "capsock-probe A 1 ", " CAPSOCK-PROBE A 1 "]
  ) {
    assertEquals(decodeProbe(new TextEncoder().encode(text)), undefined);
  }
});
