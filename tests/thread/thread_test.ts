import {
  assertEquals,
  assertInstanceOf,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { Failure } from "../../lib/protocol/failure.ts";
import { Thread } from "../../lib/thread/thread.ts";
import { within } from "../support/within.ts";
import type { ExampleThread } from "./example_worker.ts";

const never = new AbortController().signal;

class Example implements Disposable {
  readonly told: number[] = [];
  readonly thread: ExampleThread;

  constructor(took = (_: number): void => {}) {
    this.thread = new Thread(new URL("example_worker.ts", import.meta.url), 7, (number) => {
      this.told.push(number);
      took(number);
    });
  }

  [Symbol.dispose](): void {
    this.thread.terminate();
  }
}

/** What a promise is rejected with. */
async function errorOf(promise: Promise<unknown>): Promise<Error> {
  return await within("the error", assertRejects(() => promise, Error));
}

Deno.test("a thread waits when it is ready, tells things meanwhile, and ends with what its work returns", async () => {
  using example = new Example();
  const { thread, told } = example;
  assertEquals(await thread.prepare("count"), "prepared");
  assertEquals(told, [1]);
  assertEquals(await thread.run(never), new Map([["sum", 6]]));
  assertEquals(told, [1, 2, 3]);
});

Deno.test("a thread is stopped by a signal, also by one that was aborted before", async () => {
  const stop = new AbortController();
  for (const toldFirst of [[1], []]) {
    using example = new Example(() => stop.abort());
    await example.thread.prepare("stop");
    assertEquals(await within("the end", example.thread.run(stop.signal)), "stopped");
    assertEquals(example.told, toldFirst);
  }
});

for (const work of ["fail", "failLater"] as const) {
  Deno.test(`a Failure arrives as what it was, and ends the thread's every promise: ${work}`, async () => {
    using example = new Example();
    const { thread } = example;
    const preparing = thread.prepare(work);
    const failure = await errorOf(work === "fail" ? preparing : preparing.then(() => thread.run(never)));
    assertInstanceOf(failure, Failure);
    assertEquals(failure.kind, "refused");
    assertEquals(failure.attempt, {
      call: "connect",
      transport: "tcp",
      endpoint: { host: "localhost", port: 7 },
      tried: ["::1", "127.0.0.1"],
    });
    assertEquals((failure.cause as Error).message, "os error 111");
    assertStringIncludes(failure.message, "cannot connect to localhost:7 (tried ::1, 127.0.0.1): ");
    assertEquals(await errorOf(thread.run(never)), failure);
  });
}

Deno.test("a defect names the thread that died of it, and has the stack that it had there", async () => {
  using example = new Example();
  await example.thread.prepare("break");
  const { message, stack } = await errorOf(example.thread.run(never));
  assertStringIncludes(message, "worker 7 died: Cannot read properties of undefined");
  assertStringIncludes(stack!, "example_worker.ts");
});

const deaths = {
  throwText: "worker 7 died: a text",
  returnCode: "could not be cloned",
  skipReady: "worker 7 ended before it was ready",
} as const;

for (const [work, message] of Object.entries(deaths) as [keyof typeof deaths, string][]) {
  Deno.test(`nobody waits for ever for a thread whose work is wrong: ${work}`, async () => {
    using example = new Example();
    assertStringIncludes((await errorOf(example.thread.prepare(work))).message, message);
  });
}

Deno.test("what nobody catches in a thread ends it as a defect; the runtime prints it too", async () => {
  using example = new Example();
  await example.thread.prepare("dieElsewhere");
  const { message } = await errorOf(example.thread.run(never));
  assertMatch(message, /^worker 7 died: .*elsewhere/);
});

Deno.test("a thread that never yields can be terminated, and whoever waits for it is told", async () => {
  using example = new Example();
  await example.thread.prepare("neverYield");
  const ended = errorOf(example.thread.run(never));
  example.thread.terminate();
  assertEquals((await ended).message, "worker 7 was terminated");
});
