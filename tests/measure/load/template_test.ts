import { assertEquals } from "@std/assert";
import { randomInteger } from "../../../lib/base/random.ts";
import {
  fillerStart,
  numberStart,
  probeTemplate,
  readNumber,
  smallestNumberedBytes,
  writeNumber,
} from "../../../lib/measure/load/template.ts";
import { decodeProbe, newRun } from "../../../lib/protocol/probe.ts";
import { propertyTest, pureTest } from "../../support/property.ts";

propertyTest("a number that is written into a probe is that probe's number", 200, (random) => {
  const number = randomInteger(random, 0, 10 ** randomInteger(random, 1, 12) - 1);
  const run = newRun(random);
  const probe = probeTemplate(run, randomInteger(random, smallestNumberedBytes, 200));
  writeNumber(probe, numberStart, number);
  assertEquals(readNumber(probe, numberStart), number);
  assertEquals(decodeProbe(probe), { run, number });
  assertEquals(new TextDecoder().decode(probe).toUpperCase(), new TextDecoder().decode(probe));
});

pureTest("what is no number is none", () => {
  const probe = probeTemplate("ABCDEFGH", 64);
  for (let at = numberStart; at < fillerStart - 1; at++) {
    const copy = probe.slice();
    copy[at] = 0x41;
    assertEquals(readNumber(copy, numberStart), -1);
  }
});
