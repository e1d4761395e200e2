import { assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { bothWait } from "../../lib/lesson/both_wait.ts";
import type { Lesson } from "../../lib/lesson/lesson.ts";
import { lessons } from "../../lib/lesson/lessons.ts";
import { perform } from "../../lib/lesson/perform.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { spoiled, watch } from "../support/lesson.ts";
import { assertAllClosed } from "../support/stage.ts";
import { within } from "../support/within.ts";

const title = { en: "a test", ko: "시험" };

Deno.test("a lesson that is stopped closes every socket, whatever step it is at", async () => {
  for (const [name, lesson] of Object.entries(lessons) as [string, Lesson][]) {
    for (const stopAt of [1, 2, 3]) {
      const stop = new AbortController();
      const events: SocketEvent[] = [];
      let steps = 0;
      const running = perform(lesson, {
        clock: systemClock(),
        stop: stop.signal,
        // The learner reads, and never gets to press a key.
        step: () =>
          ++steps < stopAt ? Promise.resolve() : Promise.resolve(stop.abort()).then(() => forever()),
        note: () => {},
        observe: (event) => events.push(event),
      });
      await assertRejects(() => within(name, running), DOMException);
      assertAllClosed(events);
    }
  }
});

Deno.test("a lesson that is stopped in a call that waits ends at once", async () => {
  const stop = new AbortController();
  const running = watch(bothWait, { stop: stop.signal, note: () => stop.abort() });
  await assertRejects(() => running, DOMException);
});

Deno.test("parts happen one after the other, and none after one that did not happen", async () => {
  const told = (number: number) => ({ en: `${number}`, ko: `${number}` });
  const parts = [1, 2, 3].map((number) => () =>
    Promise.resolve(number === 2 ? [told(2), told(20)] : told(number))
  );
  assertEquals((await watch({ title, page: "socket", parts })).facts, [1, 2, 20, 3].map(told));
  const missing: Lesson = {
    title,
    page: "socket",
    parts: [parts[0]!, () => Promise.resolve(undefined), () => Promise.reject(new Error("too late"))],
  };
  assertEquals((await watch(missing)).facts, undefined);
});

Deno.test("a failure that a lesson is not about is thrown on", async () => {
  const network = spoiled(() => ({
    listenTcp: (endpoint) => {
      throw new Failure("denied", { call: "listen", transport: "tcp", endpoint });
    },
  }));
  for (const lesson of Object.values(lessons) as Lesson[]) {
    if (lesson === lessons.udp || lesson === lessons.truncation) continue;
    const { kind } = await assertRejects(() => watch(lesson, { network }), Failure);
    assertEquals(kind, "denied");
  }
});

function forever(): Promise<void> {
  return new Promise(() => {});
}
