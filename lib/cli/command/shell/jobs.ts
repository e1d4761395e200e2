import { unlessAborted } from "../../../base/abort.ts";
import { Failure } from "../../../protocol/failure.ts";
import { UsageError } from "../../line/usage_error.ts";
import { GivenUp } from "./given_up.ts";

/** A call that was started in the background. */
export interface Job {
  /** The line as it was typed. */
  readonly text: string;
  /** The number of that line. */
  readonly line: number;
}

/** A background call that failed. */
export interface FailedJob extends Job {
  readonly error: Failure | UsageError;
}

/** The calls that wait in the background. */
export class Jobs {
  readonly #running = new Map<Job, Promise<void>>();
  readonly #failure = Promise.withResolvers<void>();
  #failed: FailedJob | undefined;

  /** @param onEnd Is told how each call ends that did not succeed. */
  constructor(readonly onEnd: (job: Job, error: Failure | UsageError | GivenUp) => void) {}

  /** The calls that have not come back. */
  get running(): Job[] {
    return [...this.#running.keys()];
  }

  /** Resolves when a call has failed. */
  get failure(): Promise<void> {
    return this.#failure.promise;
  }

  /** The first call that failed. */
  get failed(): FailedJob | undefined {
    return this.#failed;
  }

  /** Watches over a call that has begun. */
  add(job: Job, call: Promise<void>): void {
    const ended = call.catch((error: unknown) => {
      const isKnown = error instanceof Failure || error instanceof UsageError;
      if (!isKnown && !(error instanceof GivenUp)) throw error;
      if (isKnown) this.#failed ??= { ...job, error };
      this.onEnd(job, error);
      if (isKnown) this.#failure.resolve();
    }).finally(() => this.#running.delete(job));
    this.#running.set(job, ended);
  }

  /** Waits until all have come back, or one has failed. */
  async wait(signal: AbortSignal): Promise<void> {
    while (this.#running.size > 0 && this.#failed === undefined) {
      await unlessAborted(Promise.race(this.#running.values()), signal);
    }
  }
}
