import { type Attempt, Failure, type FailureKind } from "../protocol/failure.ts";
import { workerUrl } from "./worker_url.ts";

/** What a thread tells when it cannot go on. */
export type ThreadFailed =
  | { readonly type: "failed"; readonly failure: FailureFacts }
  | { readonly type: "defect"; readonly message: string; readonly stack: string | undefined };

/** A failure as it can be sent from one thread to another. */
export interface FailureFacts {
  readonly kind: FailureKind;
  readonly attempt: Attempt;
  readonly cause: string;
}

/** What a failure has that can be sent. */
export function failureFacts({ kind, attempt, cause }: Failure): FailureFacts {
  return { kind, attempt, cause: cause instanceof Error ? cause.message : String(cause) };
}

/** The failure again, on the other side. */
export function failureOf({ kind, attempt, cause }: FailureFacts): Failure {
  return new Failure(kind, attempt, { cause: new Error(cause) });
}

/** What ended a thread, as it tells it. */
export function threadFailed(error: unknown): ThreadFailed {
  if (error instanceof Failure) return { type: "failed", failure: failureFacts(error) };
  const { message, stack } = error instanceof Error ? error : new Error(String(error));
  return { type: "defect", message, stack };
}

export interface ThreadListener<From> {
  readonly take: (message: From) => void;
  /** Is called with a `Failure`, or with an error that is a defect. */
  readonly fail: (error: Error) => void;
}

/** A thread of this program, as the main one sees it: it runs `lib/thread/NAME_worker.ts`. */
export class Thread<To, From extends { readonly type: string }> {
  readonly #worker: Worker;
  readonly #number: number;

  constructor(name: string, number: number, { take, fail }: ThreadListener<From>) {
    this.#number = number;
    this.#worker = new Worker(workerUrl(name), { type: "module", name: `worker ${number}` });
    this.#worker.addEventListener("message", ({ data }: MessageEvent<From | ThreadFailed>) => {
      if (isFailed(data)) fail(this.#errorOf(data));
      else take(data);
    });
    this.#worker.addEventListener("error", (event) => {
      event.preventDefault();
      fail(new Error(`worker ${number} died: ${event.message}`));
    });
  }

  post(message: To): void {
    this.#worker.postMessage(message);
  }

  terminate(): void {
    this.#worker.terminate();
  }

  #errorOf(told: ThreadFailed): Error {
    if (told.type === "failed") return failureOf(told.failure);
    const error = new Error(`worker ${this.#number} died: ${told.message}`);
    if (told.stack !== undefined) error.stack = told.stack;
    return error;
  }
}

function isFailed(message: { readonly type: string }): message is ThreadFailed {
  return message.type === "failed" || message.type === "defect";
}

/** What the global object of a thread has besides: the compiler is told of the main thread's alone. */
export interface ThreadScope<To, From> {
  postMessage(message: From | ThreadFailed): void;
  addEventListener(type: "message", listener: (event: MessageEvent<To>) => void): void;
}

/** The global object, in a thread. */
export function threadScope<To, From>(): ThreadScope<To, From> {
  return globalThis as unknown as ThreadScope<To, From>;
}
