import { assertEquals } from "@std/assert";
import { PatternThreads } from "../../lib/thread/pattern_threads.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";

/** Each needs longer than the universe is old. */
const endless: readonly (readonly [RegExp, string])[] = [
  [/^(a+)+$/u, `${"a".repeat(60)}!`],
  [/(x+x+)+y/u, "x".repeat(60)],
  [/^(\w+\s?)*$/u, `${"word ".repeat(40)}!`],
  [/x*x*x*x*x*x*x*y/u, "x".repeat(65_000)],
  [/(?:(?:a{1,1000}){1,1000}){1,100}b/u, "a".repeat(5000)],
];

Deno.test("a pattern that takes forever ends with its time, and the next one is looked for", async () => {
  using threads = new PatternThreads(systemClock());
  await threads.start();
  for (const [pattern, text] of endless) {
    assertEquals(await threads.search(pattern, text, 50), undefined, String(pattern));
    assertEquals(await threads.search(/^O.$/u, "OK", 60_000), true);
    assertEquals(await threads.search(/^O.$/u, "NO", 60_000), false);
  }
});

Deno.test("patterns that take forever do not keep another from its turn", async () => {
  using threads = new PatternThreads(systemClock());
  await threads.start();
  const [pattern, text] = endless[0]!;
  const searches = Array.from({ length: 6 }, () => threads.search(pattern, text, 60_000));
  assertEquals(await threads.search(/^O.$/u, "OK", 60_000), true);
  assertEquals(await Promise.all(searches), searches.map(() => undefined));
});

Deno.test("searches end when their threads do", async () => {
  const threads = new PatternThreads(systemClock());
  const [pattern, text] = endless[0]!;
  const searches = Array.from({ length: 6 }, () => threads.search(pattern, text, 60_000));
  threads[Symbol.dispose]();
  assertEquals(await Promise.all(searches), searches.map(() => undefined));
});
