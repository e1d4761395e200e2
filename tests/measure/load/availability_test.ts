import { assertEquals } from "@std/assert";
import { AvailabilityWatch, joinAvailabilities } from "../../../lib/measure/load/availability.ts";
import { pureTest } from "../../support/property.ts";

/** A watch over ten connections, and what it looks at. */
function watch(fastestMs = 1) {
  const tally = { inFlight: 10, lastHeardMs: -Infinity, fastestMs };
  const made = new AvailabilityWatch(tally, 0, 10);
  let nowMs = 0;
  const pass = (ms: number, { open = 10, heard = false, inFlight = 10, stepMs = 20 } = {}): void => {
    for (const endMs = nowMs + ms; nowMs < endMs;) {
      nowMs += stepMs;
      tally.inFlight = inFlight;
      if (heard) tally.lastHeardMs = nowMs;
      made.look(nowMs, open);
    }
  };
  return { pass, end: (isSilent = false) => made.end(isSilent) };
}

pureTest("a silence is as long as nothing came on open connections", () => {
  const { pass, end } = watch();
  pass(1000, { heard: true });
  pass(600);
  pass(400, { heard: true });
  pass(1000);
  assertEquals(end(), { watchedMs: 3000, opened: 10, openMs: 30_000, unconnectedMs: 0, silentMs: 1600 });
});

pureTest("a gap shorter than half a second, or usual for this server, is no silence", () => {
  const short = watch();
  short.pass(480);
  short.pass(20, { heard: true });
  short.pass(480);
  assertEquals(short.end().silentMs, 0);
  const slow = watch(100);
  slow.pass(980);
  slow.pass(20, { heard: true });
  assertEquals(slow.end().silentMs, 0);
});

pureTest("a gap before the end is a silence when nothing came after it either", () => {
  const { pass, end } = watch();
  pass(1000, { heard: true });
  pass(100);
  assertEquals(end(true).silentMs, 100);
});

pureTest("where nothing waits for a reply nothing is silent", () => {
  const { pass, end } = watch();
  pass(20, { heard: true });
  pass(5000, { inFlight: 0 });
  assertEquals(end().silentMs, 0);
});

pureTest("time without connections is no silence, and open connections are counted with their time", () => {
  const { pass, end } = watch();
  pass(1000, { heard: true });
  pass(500, { open: 0 });
  pass(500, { open: 4, heard: true });
  assertEquals(end(), { watchedMs: 2000, opened: 10, openMs: 12_000, unconnectedMs: 500, silentMs: 0 });
});

pureTest("a pause of this program is no silence of the server", () => {
  const { pass, end } = watch();
  pass(1000, { heard: true });
  pass(3000, { stepMs: 3000 });
  pass(1000, { heard: true });
  assertEquals([end().silentMs, end().watchedMs], [0, 2040]);
});

pureTest("of runs side by side the worst times are taken, and their connections added up", () => {
  const one = { watchedMs: 1000, opened: 5, openMs: 4000, unconnectedMs: 200, silentMs: 0 };
  const other = { watchedMs: 900, opened: 6, openMs: 5000, unconnectedMs: 100, silentMs: 700 };
  const joined = { watchedMs: 1000, opened: 11, openMs: 9000, unconnectedMs: 200, silentMs: 700 };
  assertEquals(joinAvailabilities([one, other]), joined);
  assertEquals(joinAvailabilities([one, undefined]), undefined);
});
