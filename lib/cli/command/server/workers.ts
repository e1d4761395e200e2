import { requireWorker } from "../../line/flag_checks.ts";
import type { Endpoint } from "../../../protocol/endpoint.ts";
import type { Observer } from "../../../protocol/event.ts";
import { canSharePort } from "../../../net/abilities.ts";
import type { Network } from "../../../net/network.ts";
import type { ServerEvent, Summary } from "../../../server/event.ts";
import { sharedPlacesMemory } from "../../../server/places.ts";
import type { FromServerWorker, ServerTask, ToServerWorker } from "../../../thread/server_message.ts";
import type { Clock } from "../../../base/clock.ts";
import { Thread } from "../../../thread/thread.ts";
import { UsageError } from "../../line/usage_error.ts";

/** @throws {UsageError} When a server with several threads cannot be had here, or not with what else is asked. */
export function checkWorkers(flags: { readonly serial: boolean; readonly once: boolean }): void {
  if (!canSharePort()) {
    throw new UsageError(
      "--workers needs Linux: elsewhere the system does not divide connections among those who share a port",
      "leave it out: one thread serves any number of clients",
    );
  }
  for (const flag of ["serial", "once"] as const) {
    if (!flags[flag]) continue;
    const hint = `leave out --${flag} or --workers`;
    throw new UsageError(`--${flag} and --workers exclude each other: one client needs one thread`, hint);
  }
  requireWorker("server");
}

export interface ServerWorkersOptions {
  /** What all threads do alike. */
  readonly task: Omit<ServerTask, "number" | "endpoint" | "places" | "zeroMs" | "tellsCalls">;
  readonly clock: Clock;
  readonly count: number;
  /** Is told the calls of all threads as they tell them. */
  readonly observer: Observer | undefined;
  readonly report: (event: ServerEvent) => void;
}

/**
 * A TCP server of several threads that listen on one port. The system gives each a part of the connections;
 * what they report comes together here.
 */
export class ServerWorkers {
  readonly #threads: ServerThread[];
  readonly #tasks: ServerTask[];
  readonly #startMs: number;
  #endpoint: Endpoint;

  private constructor(endpoint: Endpoint, readonly options: ServerWorkersOptions) {
    const { clock, count, observer, report, task } = options;
    this.#startMs = clock.now();
    this.#endpoint = endpoint;
    const zeroMs = performance.timeOrigin + performance.now() - clock.now();
    const places = sharedPlacesMemory();
    const shared = { ...task, endpoint, places, zeroMs, tellsCalls: observer !== undefined };
    this.#tasks = Array.from({ length: count }, (_, index) => ({ ...shared, number: index + 1 }));
    this.#threads = this.#tasks.map(({ number }) => new ServerThread(number, observer, report));
  }

  /**
   * Starts the threads. When it returns, all of them listen.
   *
   * @param network Is asked first whether the port is free: those who share a port are not told.
   * @throws {Failure} As `listenTcp`.
   */
  static async listen(
    endpoint: Endpoint,
    network: Network,
    options: ServerWorkersOptions,
  ): Promise<ServerWorkers> {
    (await network.listenTcp(endpoint)).close();
    const workers = new ServerWorkers(endpoint, options);
    try {
      await workers.#listen();
      return workers;
    } catch (error) {
      workers.#terminate();
      throw error;
    }
  }

  /** The address that they share. */
  get endpoint(): Endpoint {
    return this.#endpoint;
  }

  /** The first one may let the system choose the port; the others follow. */
  async #listen(): Promise<void> {
    const start = async (index: number): Promise<void> => {
      this.#endpoint = await this.#threads[index]!.serve({
        ...this.#tasks[index]!,
        endpoint: this.#endpoint,
      });
    };
    await start(0);
    await Promise.all(this.#threads.slice(1).map((_, index) => start(index + 1)));
  }

  /**
   * Serves until `stop` is aborted, lets every thread answer what it has received, and returns the totals of
   * all.
   *
   * @throws {Error} When a thread died: then nothing is waited for.
   */
  async serve(stop: AbortSignal): Promise<Summary> {
    const stopAll = (): void => this.#threads.forEach((thread) => thread.stop());
    stop.addEventListener("abort", stopAll);
    if (stop.aborted) stopAll();
    try {
      const summaries = await Promise.all(this.#threads.map(({ ended }) => ended));
      const durationMs = this.options.clock.now() - this.#startMs;
      const summary = { ...summaries.reduce(added), durationMs };
      this.options.report(summary);
      return summary;
    } finally {
      stop.removeEventListener("abort", stopAll);
      this.#terminate();
    }
  }

  #terminate(): void {
    for (const thread of this.#threads) thread.terminate();
  }
}

function added(one: Summary, other: Summary): Summary {
  return {
    ...one,
    connections: one.connections + other.connections,
    messages: one.messages + other.messages,
    bytesIn: one.bytesIn + other.bytesIn,
    bytesOut: one.bytesOut + other.bytesOut,
    cutOff: one.cutOff + other.cutOff,
  };
}

/** One of the threads, as the main one sees it. */
class ServerThread {
  readonly #thread: Thread<ToServerWorker, FromServerWorker>;
  readonly #listening = Promise.withResolvers<Endpoint>();
  readonly #ended = Promise.withResolvers<Summary>();

  constructor(
    number: number,
    readonly observer: Observer | undefined,
    readonly report: (event: ServerEvent) => void,
  ) {
    // Whoever waits for the one is not waiting for the other yet.
    this.#listening.promise.catch(() => {});
    this.#ended.promise.catch(() => {});
    this.#thread = new Thread("server", number, {
      take: (message) => this.#take(message),
      fail: (error) => {
        this.#listening.reject(error);
        this.#ended.reject(error);
      },
    });
  }

  get ended(): Promise<Summary> {
    return this.#ended.promise;
  }

  /** @returns Where it listens. */
  serve(task: ServerTask): Promise<Endpoint> {
    this.#thread.post({ type: "serve", task });
    return this.#listening.promise;
  }

  stop(): void {
    this.#thread.post({ type: "stop" });
  }

  terminate(): void {
    this.#thread.terminate();
  }

  #take(message: FromServerWorker): void {
    switch (message.type) {
      case "listening":
        return this.#listening.resolve(message.endpoint);
      case "event":
        return this.report(message.event);
      case "call":
        return this.observer?.(message.event);
      case "ended":
        return this.#ended.resolve(message.summary);
    }
  }
}
