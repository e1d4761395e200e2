/** The first file of the threads that the tests start: a task is the name of what is done. */
import { Failure } from "../../lib/protocol/failure.ts";
import { type MainThread, runThread, type ThreadOf } from "../../lib/thread/thread.ts";

export type ExampleThread = ThreadOf<typeof work>;

type Main = MainThread<string, number>;

const works = {
  async count({ ready, tell }: Main) {
    tell(1);
    await ready("prepared");
    tell(2);
    tell(3);
    return new Map([["sum", 6]]);
  },
  async stop({ ready, tell, stop }: Main) {
    await ready("prepared");
    if (!stop.aborted) {
      const aborted = new Promise((resolve) => stop.addEventListener("abort", resolve));
      tell(1);
      await aborted;
    }
    return "stopped";
  },
  fail() {
    const endpoint = { host: "localhost", port: 7 };
    const attempt = { call: "connect", transport: "tcp", endpoint, tried: ["::1", "127.0.0.1"] } as const;
    throw new Failure("refused", attempt, { cause: new Error("os error 111") });
  },
  async failLater({ ready }: Main) {
    await ready("prepared");
    return works.fail();
  },
  async break({ ready }: Main) {
    await ready("prepared");
    return (undefined as unknown as string).length;
  },
  throwText() {
    throw "a text";
  },
  returnCode() {
    return () => {};
  },
  async dieElsewhere({ ready }: Main) {
    await ready("prepared");
    queueMicrotask(() => {
      throw new RangeError("elsewhere");
    });
    return await new Promise(() => {});
  },
  async neverYield({ ready }: Main) {
    await ready("prepared");
    for (;;);
  },
  skipReady() {
    return "over";
  },
};

runThread(work);

// deno-lint-ignore require-await -- what is thrown at once is to reject
async function work(name: keyof typeof works, main: Main): Promise<unknown> {
  return works[name](main);
}
