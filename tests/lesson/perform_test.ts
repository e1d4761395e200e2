import { assertEquals, assertRejects } from "@std/assert";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { bothWait } from "../../lib/lesson/both_wait.ts";
import type { Lesson } from "../../lib/lesson/lesson.ts";
import { lessons } from "../../lib/lesson/lessons.ts";
import { perform } from "../../lib/lesson/perform.ts";
import { connectPair } from "../../lib/stage/pair.ts";
import { Failure } from "../../lib/protocol/failure.ts";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { assertAllClosed, spoiled, watch } from "../support/lesson.ts";
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

Deno.test("a step that takes too long is not what was to happen, and its sockets are closed", async () => {
  const waits: Lesson = {
    title,
    async run(stage) {
      await stage.say(title);
      const { accepted } = await connectPair(stage);
      await accepted.read(new Uint8Array(1));
      return [title];
    },
  };
  const { facts, events } = await watch(waits, { stepLimitMs: 50 });
  assertEquals(facts, undefined);
  assertEquals(events.filter(({ call }) => call === "close").length, 3);
});

Deno.test("the time in which a learner reads does not count", async () => {
  const reads: Lesson = {
    title,
    async run({ say }) {
      await say(title);
      return [title];
    },
  };
  const step = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));
  assertEquals((await watch(reads, { stepLimitMs: 60, step })).facts, [title]);
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
