import { type Clock, timer } from "../base/clock.ts";
import type { PatternSearch } from "../client/check/judge.ts";

/**
 * Regular expressions that somebody wrote, looked for in what a peer sent. Some take forever, and no timer and no
 * signal interrupts that on its own thread. A thread that is terminated meanwhile goes on burning a processor. So a
 * pattern runs in `node:vm` with a time limit, which does interrupt it, in a thread of its own kind: its few lines
 * come in a `data:` address, which needs no permission to read anything, from source as in an executable.
 */
const source = `
import { createContext, Script } from "node:vm";
const given = createContext({});
const search = new Script("new RegExp(source, flags).test(text)");
self.addEventListener("message", ({ data: { limitMs, ...values } }) => {
  Object.assign(given, values);
  let found = null;
  try {
    found = search.runInContext(given, { timeout: limitMs });
  } catch {}
  self.postMessage(found);
});
self.postMessage("ready");
`;
const address = `data:application/javascript,${encodeURIComponent(source)}`;

/** So many at most: others wait. */
const mostThreads = 4;

/** No search takes longer, in milliseconds: others may be waiting. */
const longestSearchMs = 1000;

interface Question extends Pick<RegExp, "source" | "flags"> {
  readonly text: string;
  readonly limitMs: number;
}

/** Threads that look for patterns: one, and more while that is busy. */
export class PatternThreads implements Disposable {
  readonly #all: Worker[] = [];
  readonly #idle: Worker[] = [];
  readonly #waiting: ((worker: Worker) => void)[] = [];
  readonly #closed = Promise.withResolvers<undefined>();

  constructor(readonly clock: Clock) {}

  /** Starts one thread, so that no search waits for that. */
  async start(): Promise<void> {
    this.#giveBack(await this.#startWorker());
  }

  readonly search: PatternSearch = async ({ source, flags }, text, limitMs) => {
    const over = Promise.withResolvers<undefined>();
    using _ = timer(this.clock, limitMs, () => over.resolve(undefined));
    const ends = [over.promise, this.#closed.promise];
    const taken = this.#take();
    const worker = await Promise.race([taken, ...ends]);
    if (worker === undefined) return void taken.then((late) => this.#giveBack(late));
    return await Promise.race([this.#ask(worker, { source, flags, text, limitMs }), ...ends]);
  };

  async #ask(worker: Worker, question: Question): Promise<boolean | undefined> {
    const answer = nextMessage(worker);
    const limitMs = Math.ceil(Math.min(Math.max(1, question.limitMs), longestSearchMs));
    worker.postMessage({ ...question, limitMs });
    const found = await answer as boolean | null;
    this.#giveBack(worker);
    return found ?? undefined;
  }

  async #take(): Promise<Worker> {
    const idle = this.#idle.pop();
    if (idle !== undefined) return idle;
    if (this.#all.length < mostThreads) return await this.#startWorker();
    const { promise, resolve } = Promise.withResolvers<Worker>();
    this.#waiting.push(resolve);
    return await promise;
  }

  #giveBack(worker: Worker): void {
    const next = this.#waiting.shift();
    if (next === undefined) this.#idle.push(worker);
    else next(worker);
  }

  async #startWorker(): Promise<Worker> {
    const worker = new Worker(address, { type: "module", name: "patterns" });
    this.#all.push(worker);
    await nextMessage(worker);
    return worker;
  }

  /** Ends the threads. A search that is not over gives `undefined`. */
  [Symbol.dispose](): void {
    this.#all.forEach((worker) => worker.terminate());
    this.#closed.resolve(undefined);
  }
}

/** What it says next. @throws {Error} When it dies instead. */
async function nextMessage(worker: Worker): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>();
  worker.onmessage = ({ data }) => resolve(data);
  worker.onerror = (event) => {
    event.preventDefault();
    reject(new Error(`the thread for patterns died: ${event.message}`));
  };
  return await promise;
}
