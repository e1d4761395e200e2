/**
 * Threads: the protocol between the main thread and the others, the first file of each (`NAME_worker.ts`), and
 * the clocks that a thread reads. `cli/command/` decides how many threads there are and joins their results.
 *
 * There is one kind, but for `pattern_threads.ts`. The main thread sees a {@linkcode Thread}; in the thread, its
 * first file (`NAME_worker.ts`) calls {@linkcode runThread} with its work. They say to each other:
 *
 *     main thread             thread
 *     prepare(task)    →      work(task, …) begins
 *                      ←      ready(…), and the work waits
 *     run(stop)        →      the work goes on
 *                      ←      tell(…), at any time
 *     stop is aborted  →      its `stop` is aborted
 *                      ←      what the work returned, or threw
 *
 * @module
 */
import { onAbort } from "../base/abort.ts";
import { Failure } from "../protocol/failure.ts";
import { restoreFailure, type StoredFailure, storeFailure } from "./stored_failure.ts";

type ToThread<Task> =
  | { readonly type: "prepare"; readonly task: Task }
  | { readonly type: "run" }
  | { readonly type: "stop" };

type FromThread<Ready, Told, Result> =
  | { readonly type: "ready"; readonly ready: Ready }
  | { readonly type: "told"; readonly told: Told }
  | { readonly type: "ended"; readonly result: Result }
  | { readonly type: "failed"; readonly failure: StoredFailure }
  | { readonly type: "died"; readonly message: string; readonly stack?: string | undefined };

/** The work of a thread. Its task, its messages and its result must be values that can be sent. */
export type Work<Task, Ready, Told, Result> = (
  task: Task,
  main: MainThread<Ready, Told>,
) => Promise<Result>;

/** The main thread, as seen by the work in another thread. */
export interface MainThread<Ready, Told> {
  /** Tells once that it is ready; then waits until it is told to run. */
  readonly ready: (ready: Ready) => Promise<void>;
  readonly tell: (told: Told) => void;
  readonly stop: AbortSignal;
}

/** The type of the thread that does this work. */
export type ThreadOf<W> = W extends Work<infer Task, infer Ready, infer Told, infer Result>
  ? Thread<Task, Ready, Told, Result>
  : never;

/** A thread of this program, as seen by the main thread. It lives until {@linkcode terminate}. */
export class Thread<Task, Ready, Told, Result> {
  readonly #worker: Worker;
  readonly #name: string;
  readonly #ready = Promise.withResolvers<Ready>();
  readonly #ended = Promise.withResolvers<Result>();

  /** @param file Calls {@linkcode runThread}. It is loaded at once. */
  constructor(file: URL, number: number, take: (told: Told) => void) {
    this.#name = `worker ${number}`;
    this.#worker = new Worker(file, { type: "module", name: this.#name });
    // A caller waits for one of them first: a rejection of the other must not end the program meanwhile.
    this.#ready.promise.catch(() => {});
    this.#ended.promise.catch(() => {});
    this.#worker.addEventListener("message", ({ data }: MessageEvent<FromThread<Ready, Told, Result>>) => {
      switch (data.type) {
        case "ready":
          return this.#ready.resolve(data.ready);
        case "told":
          return take(data.told);
        case "ended":
          this.#ready.reject(new Error(`${this.#name} ended before it was ready`));
          return this.#ended.resolve(data.result);
        case "failed":
          return this.#fail(restoreFailure(data.failure));
        case "died":
          return this.#died(data.message, data.stack);
      }
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#died(event.message);
    });
  }

  /**
   * Gives the thread its task and waits until it is ready.
   *
   * @throws {Failure} The failure of the work. For a defect, an error that names the thread.
   */
  prepare(task: Task): Promise<Ready> {
    this.#post({ type: "prepare", task });
    return this.#ready.promise;
  }

  /**
   * Lets it run until its work is done or `stop` is aborted.
   *
   * @throws Like {@linkcode prepare}.
   */
  async run(stop: AbortSignal): Promise<Result> {
    using _ = onAbort(stop, () => this.#post({ type: "stop" }));
    this.#post({ type: "run" });
    return await this.#ended.promise;
  }

  /** Ends it at once. Pending promises are rejected. */
  terminate(): void {
    this.#worker.terminate();
    this.#fail(new Error(`${this.#name} was terminated`));
  }

  #post(message: ToThread<Task>): void {
    this.#worker.postMessage(message);
  }

  #died(message: string, stack?: string): void {
    const error = new Error(`${this.#name} died: ${message}`);
    if (stack !== undefined) error.stack = stack;
    this.#fail(error);
  }

  #fail(error: Error): void {
    this.#ready.reject(error);
    this.#ended.reject(error);
  }
}

/** Makes this thread do `work` when it gets its task. */
export function runThread<Task, Ready, Told, Result>(work: Work<Task, Ready, Told, Result>): void {
  // The compiler knows only the main thread's global object; a thread's has the methods of a `Worker`.
  const scope = globalThis as unknown as Worker;
  const post = (message: FromThread<Ready, Told, Result>): void => scope.postMessage(message);
  const running = Promise.withResolvers<void>();
  const stop = new AbortController();
  const main: MainThread<Ready, Told> = {
    ready: (ready) => {
      post({ type: "ready", ready });
      return running.promise;
    },
    tell: (told) => post({ type: "told", told }),
    stop: stop.signal,
  };
  scope.addEventListener("message", async ({ data }: MessageEvent<ToThread<Task>>) => {
    if (data.type === "run") return running.resolve();
    if (data.type === "stop") return stop.abort();
    try {
      post({ type: "ended", result: await work(data.task, main) });
    } catch (error) {
      if (error instanceof Failure) return post({ type: "failed", failure: storeFailure(error) });
      const { message, stack } = error instanceof Error ? error : new Error(String(error));
      post({ type: "died", message, stack });
    }
  });
}
