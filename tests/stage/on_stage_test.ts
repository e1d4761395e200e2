import { assertEquals, assertRejects } from "@std/assert";
import type { SocketEvent } from "../../lib/protocol/event.ts";
import { onStage, type StageOptions } from "../../lib/stage/on_stage.ts";
import { connectPair } from "../../lib/stage/pair.ts";
import type { Stage } from "../../lib/stage/stage.ts";
import { systemClock } from "../../lib/thread/system_clock.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { within } from "../support/within.ts";
import { assertAllClosed } from "../support/stage.ts";

const text = { en: "next", ko: "다음" };

/** Every socket must be closed at the end, whatever the end is. */
async function play<T>(run: (stage: Stage) => Promise<T>, options: Partial<StageOptions> = {}) {
  const events: SocketEvent[] = [];
  try {
    const result = await within(
      "the stage",
      onStage(run, {
        clock: systemClock(),
        stop: new AbortController().signal,
        step: () => Promise.resolve(),
        note: () => {},
        observe: (event) => events.push(event),
        ...options,
      }),
    );
    return { result, events };
  } finally {
    assertAllClosed(events);
  }
}

async function waitForNothing(stage: Stage): Promise<string> {
  await stage.say(text);
  const { accepted } = await connectPair(stage);
  await accepted.read(new Uint8Array(1));
  return "something";
}

Deno.test("a step that takes too long is not what was to happen, and its sockets are closed", async () => {
  const { result, events } = await play(waitForNothing, { stepLimitMs: 1000 });
  assertEquals(result, undefined);
  assertEquals(events.filter(({ call }) => call === "close").length, 3);
});

Deno.test("the time in which somebody reads does not count", async () => {
  const clock = new ManualClock();
  const step = (): Promise<void> => Promise.resolve(clock.advance(600));
  const read = async ({ say }: Stage): Promise<string> => {
    await say(text);
    return "read";
  };
  assertEquals((await play(read, { clock, stepLimitMs: 60, step })).result, "read");
  assertEquals(clock.pendingMs, []);
});

Deno.test("each step has the limit for itself", async () => {
  const clock = new ManualClock();
  const steps = (times: number[]) => async ({ say }: Stage): Promise<string> => {
    for (const timeMs of times) {
      await say(text);
      clock.advance(timeMs);
    }
    return times.at(-1)! < 60 ? "done" : await forever();
  };
  assertEquals((await play(steps([59, 59, 59]), { clock, stepLimitMs: 60 })).result, "done");
  assertEquals((await play(steps([59, 60]), { clock, stepLimitMs: 60 })).result, undefined);
});

Deno.test("what is stopped in a call that waits ends at once, with the signal's reason", async () => {
  const stop = new AbortController();
  const reason = new Error("stopped");
  const playing = play(async (stage) => {
    const { accepted } = await connectPair(stage);
    queueMicrotask(() => stop.abort(reason));
    return await accepted.read(new Uint8Array(1));
  }, { stop: stop.signal });
  assertEquals(await assertRejects(() => playing), reason);
});

Deno.test("what is thrown on a stage is thrown on, after everything was closed", async () => {
  const playing = play(async (stage) => {
    await connectPair(stage);
    await stage.server.bind();
    throw new RangeError("of its own");
  });
  await assertRejects(() => playing, RangeError, "of its own");
});

Deno.test("nothing opens and nothing is said after the end", async () => {
  const late = Promise.withResolvers<Stage>();
  await play((stage) => Promise.resolve(late.resolve(stage)));
  const { server, client, say } = await late.promise;
  for (const call of [() => server.listen(), () => client.bind(), () => say(text)]) {
    await assertRejects(call, DOMException);
  }
});

function forever(): Promise<never> {
  return new Promise(() => {});
}
