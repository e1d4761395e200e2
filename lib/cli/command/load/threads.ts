import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Failure } from "../../../protocol/failure.ts";
import type { LoadProgress } from "../../../measure/load/generator.ts";
import { type LoadPlan, shareOf } from "../../../measure/load/plan.ts";
import { type LoadResult, mergeResults } from "../../../measure/load/result.ts";
import { parseLoadResults } from "../../../report/load/parse.ts";
import { failureOf, Thread } from "../../../thread/thread.ts";
import type { FromLoadWorker, ToLoadWorker } from "../../../thread/load_message.ts";
import type { LoadRunner } from "./runner.ts";

/** Several threads that put load on one server at the same time, each with a part of the connections. */
export class LoadThreads implements LoadRunner {
  readonly #threads: LoadThread[];
  readonly #stop: AbortSignal;
  #peer: Endpoint;

  constructor(plan: LoadPlan, count: number, stop: AbortSignal) {
    this.#peer = plan.endpoint;
    this.#stop = stop;
    this.#threads = Array.from(
      { length: count },
      (_, index) => new LoadThread(index + 1, shareOf(plan, index, count)),
    );
    const stopAll = (): void => this.#threads.forEach((thread) => thread.stop());
    stop.addEventListener("abort", stopAll);
    if (stop.aborted) stopAll();
  }

  get peer(): Endpoint {
    return this.#peer;
  }

  get failure(): Failure | undefined {
    return this.#threads.map(({ failure }) => failure).findLast((failure) => failure !== undefined);
  }

  get isCutOff(): boolean {
    return this.#threads.every(({ isCutOff }) => isCutOff);
  }

  async prepare(): Promise<void> {
    try {
      const [peer] = await Promise.all(this.#threads.map((thread) => thread.prepare(this.#stop)));
      this.#peer = peer!;
    } catch (error) {
      this.#terminate();
      throw error;
    }
  }

  /** @throws {Error} When a thread died: then nothing is waited for. */
  async run(report: (progress: LoadProgress) => void): Promise<LoadResult> {
    const latest = this.#threads.map((): LoadProgress | undefined => undefined);
    const told = (index: number, progress: LoadProgress): void => {
      latest[index] = progress;
      // Told once for all of them, when the last one has: they tell at the same times.
      if (index === latest.length - 1) report(latest.flatMap((one) => one ?? []).reduce(together));
    };
    try {
      const runs = this.#threads.map((thread, index) => thread.run((progress) => told(index, progress)));
      return mergeResults(await Promise.all(runs));
    } finally {
      this.#terminate();
    }
  }

  #terminate(): void {
    for (const thread of this.#threads) thread.terminate();
  }
}

/** What two threads have come to. Of two 99th percentiles the longer: that of both together is no longer. */
function together(one: LoadProgress, other: LoadProgress): LoadProgress {
  return {
    atMs: Math.max(one.atMs, other.atMs),
    messages: one.messages + other.messages,
    messagesPerSecond: one.messagesPerSecond + other.messagesPerSecond,
    p99Ms: Math.max(one.p99Ms, other.p99Ms),
    lost: one.lost + other.lost,
    isWarmup: one.isWarmup || other.isWarmup,
  };
}

/** One of the threads, as the main one sees it. */
class LoadThread {
  failure: Failure | undefined;
  isCutOff = false;
  readonly #thread: Thread<ToLoadWorker, FromLoadWorker>;
  readonly #prepared = Promise.withResolvers<Endpoint | undefined>();
  readonly #ended = Promise.withResolvers<LoadResult>();
  #report = (_: LoadProgress): void => {};

  constructor(number: number, readonly plan: LoadPlan) {
    // Whoever waits for the one is not waiting for the other yet.
    this.#prepared.promise.catch(() => {});
    this.#ended.promise.catch(() => {});
    this.#thread = new Thread("load", number, {
      take: (message) => this.#take(message),
      fail: (error) => {
        this.#prepared.reject(error);
        this.#ended.reject(error);
      },
    });
  }

  /** @returns Where its messages go. */
  async prepare(stop: AbortSignal): Promise<Endpoint> {
    this.#thread.post({ type: "prepare", plan: this.plan });
    const peer = await this.#prepared.promise;
    if (peer === undefined) throw stop.reason;
    return peer;
  }

  run(report: (progress: LoadProgress) => void): Promise<LoadResult> {
    this.#report = report;
    this.#thread.post({ type: "run" });
    return this.#ended.promise;
  }

  stop(): void {
    this.#thread.post({ type: "stop" });
  }

  terminate(): void {
    this.#thread.terminate();
  }

  #take(message: FromLoadWorker): void {
    switch (message.type) {
      case "prepared":
        return this.#prepared.resolve(message.peer);
      case "stopped":
        return this.#prepared.resolve(undefined);
      case "progress":
        return this.#report(message.progress);
      case "ended":
        this.failure = message.failure && failureOf(message.failure);
        this.isCutOff = message.isCutOff;
        return this.#ended.resolve(parseLoadResults(message.summary).results[0]!);
    }
  }
}
