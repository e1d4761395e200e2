import { assertEquals } from "@std/assert";
import { pause, timer } from "../../lib/base/clock.ts";
import { ManualClock } from "../support/manual_clock.ts";
import { pureTest } from "../support/property.ts";

/** Whether `promise` is settled by the time everything that was ready has run. */
async function isSettled(promise: Promise<void>): Promise<boolean> {
  let settled = false;
  promise.then(() => settled = true);
  for (let turn = 0; turn < 10; turn++) await Promise.resolve();
  return settled;
}

pureTest("pause() ends when its time is over and not before", async () => {
  const clock = new ManualClock();
  const pausing = pause(clock, 200);
  clock.advance(199);
  assertEquals(await isSettled(pausing), false);
  clock.advance(1);
  assertEquals(await isSettled(pausing), true);
});

pureTest("pause() ends at once when its signal is aborted, and leaves no timer behind", async () => {
  const clock = new ManualClock();
  const stop = new AbortController();
  const pausing = pause(clock, 200, stop.signal);
  assertEquals(clock.pendingMs, [200]);
  assertEquals(await isSettled(pausing), false);
  stop.abort();
  assertEquals(await isSettled(pausing), true);
  assertEquals(clock.pendingMs, []);
});

pureTest("pause() does not begin when its signal was aborted before", async () => {
  const clock = new ManualClock();
  assertEquals(await isSettled(pause(clock, 200, AbortSignal.abort())), true);
  assertEquals(clock.pendingMs, []);
});

pureTest("pause() takes its listener away again", async () => {
  const clock = new ManualClock();
  let listeners = 0;
  const signal = {
    aborted: false,
    addEventListener: () => void listeners++,
    removeEventListener: () => void listeners--,
  } as unknown as AbortSignal;
  const pausing = pause(clock, 200, signal);
  assertEquals(listeners, 1);
  clock.advance(200);
  await pausing;
  assertEquals(listeners, 0);
});

pureTest("timer() calls after its time, but not when the block that holds it is over", () => {
  const clock = new ManualClock();
  let calls = 0;
  {
    using _ = timer(clock, 200, () => calls++);
    clock.advance(200);
  }
  assertEquals(calls, 1);
  {
    using _ = timer(clock, 200, () => calls++);
  }
  assertEquals(clock.pendingMs, []);
  clock.advance(200);
  assertEquals(calls, 1);
});
