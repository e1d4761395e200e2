import { unlessAborted } from "../../../base/abort.ts";
import type { LoadProgress } from "../../../measure/load/progress.ts";
import { type LoadPlan, shareOf } from "../../../measure/load/plan.ts";
import { type LoadResult, mergeResults } from "../../../measure/load/result.ts";
import { restoreResult } from "../../../measure/load/stored_result.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Failure } from "../../../protocol/failure.ts";
import type { LoadPart, LoadThread } from "../../../thread/load_worker.ts";
import { restoreFailure } from "../../../thread/stored_failure.ts";
import { Thread } from "../../../thread/thread.ts";
import { workerUrl } from "../../../thread/worker_url.ts";
import type { LoadRunner } from "./runner.ts";

/** Several threads that put load on one server at the same time, each with a part of the connections. */
export class LoadThreads implements LoadRunner {
  readonly #threads: LoadThread[];
  readonly #latest: (LoadProgress | undefined)[];
  #report = (_: LoadProgress): void => {};
  #peer: Endpoint;
  #parts: LoadPart[] = [];

  constructor(readonly plan: LoadPlan, count: number, readonly stop: AbortSignal) {
    this.#peer = plan.endpoint;
    this.#latest = Array(count).fill(undefined);
    this.#threads = this.#latest.map((_, index) =>
      new Thread(workerUrl("load"), index + 1, (progress) => this.#told(index, progress))
    );
  }

  get peer(): Endpoint {
    return this.#peer;
  }

  get failure(): Failure | undefined {
    const last = this.#parts.findLast(({ failure }) => failure !== undefined);
    return last?.failure && restoreFailure(last.failure);
  }

  get isCutOff(): boolean {
    return this.#parts.every(({ isCutOff }) => isCutOff);
  }

  async prepare(): Promise<void> {
    const { length } = this.#threads;
    const peers = this.#threads.map((thread, index) => thread.prepare(shareOf(this.plan, index, length)));
    try {
      const [peer] = await unlessAborted(Promise.all(peers), this.stop);
      this.#peer = peer!;
    } catch (error) {
      this.#terminate();
      throw error;
    }
  }

  /** @throws {Error} When a thread died: then nothing is waited for. */
  async run(report: (progress: LoadProgress) => void): Promise<LoadResult | undefined> {
    this.#report = report;
    try {
      this.#parts = await Promise.all(this.#threads.map((thread) => thread.run(this.stop)));
      const results = this.#parts.flatMap(({ result }) => result ?? []).map(restoreResult);
      return results.length === 0 ? undefined : mergeResults(results, { asOneRun: true });
    } finally {
      this.#terminate();
    }
  }

  /** Told once for all of them, when the last one has: they tell at the same times. */
  #told(index: number, progress: LoadProgress): void {
    this.#latest[index] = progress;
    if (index === this.#latest.length - 1) {
      this.#report(this.#latest.flatMap((one) => one ?? []).reduce(together));
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
    ...(one.wait && other.wait && {
      wait: {
        messages: one.wait.messages + other.wait.messages,
        longestMs: Math.max(one.wait.longestMs, other.wait.longestMs),
      },
    }),
  };
}
