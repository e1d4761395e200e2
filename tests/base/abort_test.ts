import { assertEquals, assertRejects } from "@std/assert";
import { onAbort, unlessAborted, untilAborted } from "../../lib/base/abort.ts";
import { pureTest } from "../support/property.ts";

/** A controller whose signal counts who listens to it. */
class CountedAbort extends AbortController {
  listeners = 0;

  constructor() {
    super();
    const { signal } = this;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (this.listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (this.listeners--, remove(...args));
  }
}

const never = new Promise<never>(() => {});
const reason = new Error("stopped");

pureTest("onAbort() calls once when the signal is aborted", () => {
  const stop = new CountedAbort();
  let calls = 0;
  {
    using _ = onAbort(stop.signal, () => calls++);
    assertEquals(calls, 0);
    stop.abort();
    stop.abort();
    assertEquals(calls, 1);
  }
  assertEquals([calls, stop.listeners], [1, 0]);
});

pureTest("onAbort() calls at once when the signal was aborted before, and registers nothing", () => {
  const stop = new CountedAbort();
  stop.abort();
  let calls = 0;
  using _ = onAbort(stop.signal, () => calls++);
  assertEquals([calls, stop.listeners], [1, 0]);
});

pureTest("onAbort() calls no more after the block that holds it", () => {
  const stop = new CountedAbort();
  let calls = 0;
  {
    using _ = onAbort(stop.signal, () => calls++);
    assertEquals(stop.listeners, 1);
  }
  stop.abort();
  assertEquals([calls, stop.listeners], [0, 0]);
});

pureTest("onAbort() does without a signal", () => {
  using _ = onAbort(undefined, () => {
    throw new Error("nobody could abort it");
  });
});

for (const [name, wait] of Object.entries({ unlessAborted, untilAborted })) {
  pureTest(`${name}() gives what the work brings, and leaves no listener behind`, async () => {
    const stop = new CountedAbort();
    assertEquals(await wait(Promise.resolve(5), stop.signal), 5);
    assertEquals(stop.listeners, 0);
  });

  pureTest(`${name}() throws what the work throws, and leaves no listener behind`, async () => {
    const stop = new CountedAbort();
    await assertRejects(() => wait(Promise.reject(new RangeError("no")), stop.signal), RangeError, "no");
    assertEquals(stop.listeners, 0);
  });

  pureTest(`${name}() takes no notice of work that fails after the abort`, async () => {
    const { promise, reject } = Promise.withResolvers<void>();
    await wait(promise, AbortSignal.abort(reason)).catch(() => {});
    reject(new Error("too late for anybody to see"));
    await promise.catch(() => {});
  });
}

pureTest("unlessAborted() throws the signal's reason, also one from before", async () => {
  const stop = new CountedAbort();
  const waiting = unlessAborted(never, stop.signal);
  stop.abort(reason);
  assertEquals(await waiting.catch((error) => error), reason);
  assertEquals(await unlessAborted(never, stop.signal).catch((error) => error), reason);
  assertEquals(stop.listeners, 0);
});

pureTest("untilAborted() gives nothing when the signal is aborted, also when it was before", async () => {
  const stop = new CountedAbort();
  const waiting = untilAborted(never, stop.signal);
  stop.abort(reason);
  assertEquals(await waiting, undefined);
  assertEquals(await untilAborted(never, stop.signal), undefined);
  assertEquals(stop.listeners, 0);
});
